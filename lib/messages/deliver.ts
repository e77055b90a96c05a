import { z } from "zod";
import { db } from "#lib/db/client.ts";
import type { MessageStatus } from "#lib/db/generated/client.ts";
import { transaction } from "#lib/db/transaction.ts";
import { now } from "#lib/kernel/clock.ts";
import { env } from "#lib/kernel/env.ts";
import { newId } from "#lib/kernel/ids.ts";
import { log } from "#lib/kernel/log.ts";
import { getSettings } from "#lib/settings/settings.ts";
import { withLogo } from "./brand.ts";
import type { DeliveryReceipt } from "./channel.ts";
import { channelFor } from "./registry.ts";
import { fillSecrets, unsealSecrets } from "./secrets.ts";

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Waits after the first, second, … failed attempt; one more failure gives the message up. */
const BACKOFF = [MINUTE, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 12 * HOUR];
/** How long a claimed message belongs to its worker. Longer than a round of sending takes, each of whose calls has its own limit. */
const LEASE = 10 * MINUTE;
const AT_ONCE = 8;

/**
 * Hands due messages to their channels; returns how many were tried. Several workers may run it at once: each message is claimed by
 * one. A worker that dies between sending and noting it leaves the message to be sent again after the lease, under the same id.
 */
export async function deliverDueMessages(limit = 50): Promise<number> {
  const due = await claim(limit);
  if (!due.length) return 0;
  const { brand } = await getSettings();
  const waiting = [...due];
  const lane = async () => {
    for (let message = waiting.shift(); message; message = waiting.shift()) await deliver(message, brand);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
  return due.length;
}

const claimed = z.array(
  z.object({
    id: z.string(),
    kind: z.enum(["EMAIL", "SMS"]),
    recipient: z.string(),
    locale: z.string(),
    subject: z.string(),
    html: z.string(),
    text: z.string(),
    secrets: z.string().nullable(),
    attempts: z.number(),
  }),
);
type Claimed = z.output<typeof claimed>[number];

async function claim(limit: number): Promise<Claimed[]> {
  const at = now();
  const lease = new Date(at.getTime() + LEASE);
  return claimed.parse(
    await db.$queryRaw`
      UPDATE "Message" SET "nextAttemptAt" = ${lease}, attempts = attempts + 1
      WHERE id IN (
        SELECT id FROM "Message" WHERE "nextAttemptAt" <= ${at} AND status = 'QUEUED'
        ORDER BY "nextAttemptAt" LIMIT ${limit} FOR UPDATE SKIP LOCKED
      )
      RETURNING id, kind::text, recipient, locale, subject, html, text, secrets, attempts`,
  );
}

async function deliver(message: Claimed, brand: { name: string; logo: string }): Promise<void> {
  const channel = channelFor(message.kind);
  const { id, recipient, locale, kind } = message;
  const receipt = await trySending(async () => {
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
    });
  });
  await record(message, channel.id, receipt);
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

async function record({ id, attempts }: Claimed, channel: string, receipt: DeliveryReceipt): Promise<void> {
  const at = now();
  const { status, detail, nextAttemptAt } = outcome(receipt, attempts, at);
  await transaction(async (tx) => {
    const { count } = await tx.message.updateMany({
      where: { id, status: "QUEUED" },
      data: {
        status,
        channel,
        nextAttemptAt,
        error: detail,
        providerReference: receipt.status === "sent" ? receipt.reference : undefined,
        sentAt: status === "SENT" ? at : undefined,
        secrets: status === "QUEUED" ? undefined : null,
      },
    });
    if (count) await tx.messageEvent.create({ data: { id: newId(at.getTime()), messageId: id, status, source: channel, detail, at } });
  });
}

type Outcome = { status: MessageStatus; detail: string | null; nextAttemptAt: Date | null };

function outcome(receipt: DeliveryReceipt, attempts: number, at: Date): Outcome {
  if (receipt.status !== "failed") return { status: receipt.status === "sent" ? "SENT" : "KEPT", detail: null, nextAttemptAt: null };
  const detail = receipt.reason;
  if (receipt.failure === "bad_address") return { status: "BOUNCED", detail, nextAttemptAt: null };
  const wait = receipt.failure === "retry" ? BACKOFF[attempts - 1] : undefined;
  return wait
    ? { status: "QUEUED", detail, nextAttemptAt: new Date(at.getTime() + wait) }
    : { status: "FAILED", detail, nextAttemptAt: null };
}
