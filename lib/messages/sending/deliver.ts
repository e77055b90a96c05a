import pLimit from "p-limit";
import { db } from "#lib/db/client.ts";
import { type Message, type MessageStatus, Prisma } from "#lib/db/generated/client.ts";
import { takeDue } from "#lib/db/lease.ts";
import { fromRows, together } from "#lib/db/together.ts";
import { recordMessages } from "#lib/events/record.ts";
import { isAnyDueSince } from "#lib/inbox/take.ts";
import { now } from "#lib/kernel/clock.ts";
import { env } from "#lib/kernel/env.ts";
import { newId } from "#lib/kernel/ids.ts";
import { log } from "#lib/kernel/log.ts";
import { missingSettings, settingValues } from "#lib/kernel/setting-fields.ts";
import type { DeliveryReceipt, Problem } from "#lib/messages/channel.ts";
import { channelFor } from "#lib/messages/registry.ts";
import { WAITING_SQL } from "#lib/messages/state.ts";
import { withLogo } from "#lib/messages/templates/brand.ts";
import { fillSecrets, unsealSecrets } from "#lib/messages/templates/secrets.ts";
import type { Settings } from "#lib/settings/schema.ts";
import { getSettings } from "#lib/settings/settings.ts";
import { BACKOFF, heldUntil, LEASE, releaseHeld } from "./hold.ts";

const AT_ONCE = 8;
const GIVES_WAY_MS = 3000;

/**
 * Hands due messages to their channels; returns how many were tried. Several workers may run it at once: each message is claimed by
 * one. A worker that dies between sending and noting it leaves the message to be sent again after the lease, under the same id.
 */
export async function deliverDueMessages(limit = 50): Promise<number> {
  const due = await claim(limit);
  if (!due.length) return 0;
  const settings = await getSettings();
  await pLimit(AT_ONCE).map(due, (message) => deliver(message, settings));
  return due.length;
}

/** Payments go before letters: while what vendors told is due, only letters that have waited a little are taken. */
async function claim(limit: number): Promise<Message[]> {
  const waited = (await isAnyDueSince(GIVES_WAY_MS))
    ? Prisma.sql` AND "nextAttemptAt" <= ${new Date(now().getTime() - GIVES_WAY_MS)}`
    : Prisma.empty;
  const which = Prisma.sql`"status" IN ${WAITING_SQL}${waited}`;
  return takeDue("Message", { due: "nextAttemptAt", which, limit, forMs: LEASE, counted: "attempts" });
}

async function deliver(message: Message, { brand, channels }: Settings): Promise<void> {
  const channel = channelFor(message.kind);
  const { id, recipient, locale, kind } = message;
  const receipt = await trySending(async () => {
    const set = channels[channel.id]?.settings;
    const missing = missingSettings(channel.settings, set);
    if (missing.length > 0)
      return { status: "failed", failure: "mend", problem: "settings", reason: missing.map(({ label }) => label).join(", ") };
    const content = fillSecrets(message, unsealSecrets(message.secrets));
    const reportUrl = `${env().APP_URL}/api/webhooks/messages/${channel.id}`;
    const { subject, text } = content;
    return channel.send({
      id,
      to: recipient,
      fromName: brand.name,
      locale,
      subject,
      html: withLogo(content.html, brand.logo),
      text,
      reportUrl,
      settings: settingValues(channel.settings, set),
    });
  });
  const at = now();
  const reference = receipt.status === "sent" ? (receipt.reference ?? null) : null;
  const handed = { id, was: message.status, channel: channel.id, reference, at, eventId: newId(at.getTime()) };
  await record({ ...outcome(receipt, message, at), ...handed });
  if (message.status === "HELD" && receipt.status === "sent") await releaseHeld(kind, { taken: false });
  if (receipt.status === "failed")
    log.warn({ messageId: id, kind, channel: channel.id, failure: receipt.failure, attempts: message.attempts }, "message not sent");
}

async function trySending(send: () => Promise<DeliveryReceipt>): Promise<DeliveryReceipt> {
  try {
    return await send();
  } catch (error) {
    return { status: "failed", failure: "retry", reason: error instanceof Error ? error.message.slice(0, 300) : "unknown" };
  }
}

type Handed = Outcome & { id: string; was: MessageStatus; channel: string; reference: string | null; at: Date; eventId: string };

const TYPES = {
  id: "uuid",
  was: '"MessageStatus"',
  status: '"MessageStatus"',
  channel: "text",
  reference: "text",
  nextAttemptAt: "timestamptz",
  detail: "text",
  problem: "text",
  at: "timestamptz",
  eventId: "uuid",
};

/** One statement for all that were handed over at the same moment. One that was changed meanwhile (a report came first) stays as it is. */
const record = together(async (handed: Handed[]): Promise<undefined[]> => {
  await db.$executeRaw`
    WITH "changed" AS (
      UPDATE "Message" SET "status" = "new"."status", "channel" = "new"."channel", "nextAttemptAt" = "new"."nextAttemptAt", "error" = "new"."detail",
        "problem" = "new"."problem", "providerReference" = coalesce("new"."reference", "Message"."providerReference"),
        "sentAt" = CASE WHEN "new"."status" = 'SENT' THEN "new"."at" ELSE "Message"."sentAt" END,
        "secrets" = CASE WHEN "new"."nextAttemptAt" IS NOT NULL THEN "Message"."secrets" END
      FROM ${fromRows(handed, TYPES)} WHERE "Message"."id" = "new"."id" AND "Message"."status" = "new"."was"
      RETURNING "new"."eventId", "new"."id", "new"."status"::text, "new"."channel", "new"."detail", "new"."at"
    )
    ${recordMessages(Prisma.sql`SELECT * FROM "changed"`)}`;
  return [];
});

type Outcome = { status: MessageStatus; detail: string | null; problem: Problem | null; nextAttemptAt: Date | null };

function outcome(receipt: DeliveryReceipt, message: Message, at: Date): Outcome {
  const ended = { detail: null, problem: null, nextAttemptAt: null };
  if (receipt.status !== "failed") return { ...ended, status: receipt.status === "sent" ? "SENT" : "KEPT" };
  const { failure, reason: detail } = receipt;
  if (failure === "bad_address") return { ...ended, status: "BOUNCED", detail };
  const problem = (failure === "retry" || failure === "mend" ? receipt.problem : undefined) ?? null;
  const wait = BACKOFF[message.attempts - 1];
  if (failure === "retry" && wait) return { status: "QUEUED", detail, problem: null, nextAttemptAt: new Date(at.getTime() + wait) };
  const nextAttemptAt = problem && heldUntil(message, at);
  return nextAttemptAt ? { status: "HELD", detail, problem, nextAttemptAt } : { ...ended, status: "FAILED", detail, problem };
}
