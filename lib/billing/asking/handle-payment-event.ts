import { setTimeout as sleep } from "node:timers/promises";
import { eachSafely } from "#lib/billing/parts/each-safely.ts";
import { isGivenUp, WITH_INVOICE } from "#lib/billing/parts/given-up.ts";
import { applyOutcome } from "#lib/billing/settling/apply-outcome.ts";
import { followUp } from "#lib/billing/settling/record-adjustments.ts";
import { saysNothingNew } from "#lib/billing/settling/record-late.ts";
import { db } from "#lib/db/client.ts";
import type { InboundEvent, Prisma, Transaction } from "#lib/db/generated/client.ts";
import { together } from "#lib/db/together.ts";
import { finishEvent } from "#lib/inbox/finish.ts";
import { dueEvents, takeEvent } from "#lib/inbox/take.ts";
import { lookUp } from "#lib/payments/ask.ts";
import { isHanging } from "#lib/payments/hanging.ts";
import type { Lane } from "#lib/payments/lanes.ts";
import { gateway, gatewayIds } from "#lib/payments/registry.ts";
import { followMethod } from "./follow-method.ts";

/** What is done waits so long for others that were taken with it, whose gateway is slow. */
const LONGEST_WAIT_MS = 500;

/** Handles stored payment events that are due. Returns how many were handled. */
export async function handleStoredEvents(limit = 50, lane?: Lane): Promise<number> {
  const sources = gatewayIds().filter((id) => lane === undefined || id === lane);
  const due = await dueEvents(sources, limit);
  return eachSafely(due, "an inbound event", async ({ id, source }) => !isHanging(source) && handleEvent(id));
}

/** Handles one stored event of a gateway. Returns whether that was done, and by this call. */
export async function handleEvent(eventId: string): Promise<boolean> {
  return (await handleEvents([eventId])) === 1;
}

/**
 * Handles several, each by itself; that they are taken, and done, is written together. Returns how many were handled by this call.
 * @throws when one could not be taken, after the others were handled
 */
export async function handleEvents(eventIds: string[]): Promise<number> {
  const asked = await Promise.allSettled(eventIds.map(takeEvent));
  const taken = asked.flatMap((one) => (one.status === "fulfilled" && one.value ? [one.value] : []));
  const works = taken.map(lookAgain);
  const all = Promise.race([Promise.allSettled(works), sleep(LONGEST_WAIT_MS, undefined, { ref: false })]);
  const endOf = (index: number) => all.then(() => works[index]);
  const handled = await Promise.all(taken.map((event, index) => finishEvent(event, endOf(index))));
  const failed = asked.find((one) => one.status === "rejected");
  if (failed) throw failed.reason;
  return handled.filter(Boolean).length;
}

/**
 * An event says only that there is something to look at, and where: the gateway is asked, so order and repetition do not matter.
 * @throws when the gateway gives no answer, or the event names a transaction of ours beside another one's payment. That changes nothing but the
 * event, which stays to be handled: nobody may ask again about what was settled before.
 */
async function lookAgain(event: InboundEvent): Promise<void> {
  const found = await findSubject(event);
  const plugin = gateway(event.source);
  if (!plugin) return;
  if (!found) return event.reference ? followMethod(plugin, event.reference) : undefined;
  if (!found.gatewayReference) await refuseAnothers(event, found);
  const more = { report: event.payload, ...(isGivenUp(found) && { givenUp: true }) };
  const outcome = await lookUp(plugin, found, event.reference ?? undefined, more);
  if (outcome.status === "unknown") throw new Error(`The gateway gave no answer: ${outcome.reason}`);
  const known = saysNothingNew(found, outcome) ? found : await applyOutcome(found.id, outcome, "webhook");
  await followUp(known, outcome, "webhook");
}

/** One payment is never taken for two transactions (PostgreSQL holds it, too), whatever somebody has written into its metadata. */
async function refuseAnothers({ source: gateway, reference }: InboundEvent, { id }: Transaction): Promise<void> {
  if (!reference) return;
  const another = await db.transaction.findFirst({ where: { ...knownBy(gateway, reference), id: { not: id } }, select: { number: true } });
  if (another) throw new Error(`${reference} belongs to transaction ${another.number}`);
}

const JOINED = { relationLoadStrategy: "join", include: WITH_INVOICE } as const;

/** Our transaction that an event names, else the one that has what it names. What was given back in place of a refund that was closed is named by that one's id. */
async function findSubject({ source: gateway, transactionId, reference }: InboundEvent) {
  const ours = transactionId ? await readTransaction(transactionId) : null;
  const named = ours?.gateway === gateway ? ours : null;
  if (!reference) return named;
  const { refundOfId, gatewayReference } = named ?? {};
  if (named && (!refundOfId || gatewayReference)) return named;
  const known = { ...knownBy(gateway, reference), ...(refundOfId && { refundOfId }) };
  return (await db.transaction.findFirst({ ...JOINED, where: known, orderBy: { createdAt: "asc" } })) ?? named;
}

const readTransaction = together(async (ids: string[]) => {
  const found = await db.transaction.findMany({ ...JOINED, where: { id: { in: ids } } });
  return ids.map((id) => found.find((transaction) => transaction.id === id) ?? null);
});

function knownBy(gateway: string, reference: string): Prisma.TransactionWhereInput {
  return { gateway, OR: [{ gatewayReference: reference }, { paymentReference: reference }] };
}
