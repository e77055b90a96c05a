import { tellOverdue } from "#lib/billing/parts/overdue-letter.ts";
import { staysOwed } from "#lib/billing/parts/stays-owed.ts";
import type { Invoice, Subscription, Transaction } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { countAttempt } from "#lib/invoices/attempts.ts";
import { unlessHeld } from "#lib/invoices/hold.ts";
import { now } from "#lib/kernel/clock.ts";
import { declineClass } from "#lib/payments/decline-class.ts";
import type { Settings } from "#lib/settings/schema.ts";
import { nextRetry, retriesFor } from "#lib/subscriptions/dunning.ts";
import { lockSubscription } from "#lib/subscriptions/lock.ts";
import { markPastDue } from "#lib/subscriptions/renew.ts";
import { hasEnded, LIVE } from "#lib/subscriptions/state.ts";
import { expireUnpaid } from "./expire-unpaid.ts";
import { writeOff } from "./write-off.ts";

const DAY_MS = 86_400_000;

export type Failure = { transaction: Transaction | null; final: boolean };

/**
 * A renewal was not paid: schedules the next try (2, 7, 14, 21 days after the first failure by default, an operator's own days for its class), lets access go on in grace, tells the viewer.
 * After the last try, or when grace is over, the subscription expires. A final decline is not tried again: only another method helps.
 * Nothing more is charged for a subscription that has ended, or to a viewer who has canceled. What bills no subscription, or stays owed after a cancellation, is written off after the last try.
 */
export async function markOverdue(tx: Tx, invoice: Invoice, failure: Failure, settings: Settings): Promise<void> {
  if (!invoice.subscriptionId) return retryOrWriteOff(tx, invoice, failure, settings);
  const { transaction, final } = failure;
  const at = now();
  const subscription = await lockSubscription(tx, invoice.subscriptionId);
  if (staysOwed(invoice, subscription)) return retryOrWriteOff(tx, invoice, failure, settings);
  if (!LIVE.includes(subscription.status)) return writeOff(tx, invoice.id, "ended", "worker");
  if (subscription.cancelAtPeriodEnd || hasEnded(subscription, at, settings.dunning)) return expireUnpaid(tx, subscription, settings);
  const graceUntil = subscription.graceUntil ?? new Date(at.getTime() + settings.dunning.graceDays * DAY_MS);
  const failedAt = subscription.status === "PAST_DUE" ? await pastDueSince(tx, subscription.id, at) : at;
  const attempts = invoice.attempts + 1;
  const replaced = transaction !== null && (await isReplaced(tx, transaction, subscription));
  const planned = replaced
    ? at
    : final
      ? null
      : nextRetry({ retriesAfter: retriesFor(settings.dunning, declineClass(transaction)), failedAt, attempts, at });
  const retryAt = await unlessHeld(tx, invoice, planned);
  await countAttempt(tx, invoice, attempts, retryAt);
  if (!retryAt && graceUntil.getTime() + settings.dunning.suspendDays * DAY_MS <= at.getTime())
    return expireUnpaid(tx, subscription, settings);
  await markPastDue(tx, subscription, { graceUntil, waits: settings.dunning.suspendDays > 0 }, "renewal");
  await tellOverdue(tx, { invoice, transaction, attempts, retryAt, graceUntil }, settings);
}

/**
 * An invoice without a subscription, or with one that ends in any case, has no grace but the plan of retries; a final decline leaves it to another method. Nothing tells when it was to be
 * paid first, so the days count on from the try before. Tries that a viewer asked for between them use them up, but none of the time: the last day of
 * the plan since the first charge that failed is waited for.
 */
async function retryOrWriteOff(tx: Tx, invoice: Invoice, { transaction, final }: Failure, settings: Settings): Promise<void> {
  const [at, attempts, retriesAfter] = [now(), invoice.attempts + 1, retriesFor(settings.dunning, declineClass(transaction))];
  const failedAt = new Date(at.getTime() - (retriesAfter[attempts - 2] ?? 0) * DAY_MS);
  const planned =
    nextRetry({ retriesAfter, failedAt, attempts, at }) ??
    nextRetry({ retriesAfter, failedAt: await firstChargeOf(tx, invoice.id, failedAt), attempts: 1, at });
  const retryAt = await unlessHeld(tx, invoice, final ? null : planned);
  await countAttempt(tx, invoice, attempts, retryAt);
  if (!planned) return writeOff(tx, invoice.id, "expired", "worker");
  await tellOverdue(tx, { invoice, transaction, attempts, retryAt, graceUntil: null }, settings);
}

async function firstChargeOf(tx: Tx, invoiceId: string, otherwise: Date): Promise<Date> {
  const { _min } = await tx.transaction.aggregate({ where: { invoiceId, kind: "CHARGE" }, _min: { createdAt: true } });
  return _min.createdAt ?? otherwise;
}

/** Whether the viewer chose another method while this one was being charged: what the bank said of the old one holds for it alone. */
async function isReplaced(tx: Tx, { paymentMethodId: charged }: Transaction, { paymentMethodId: chosen }: Subscription): Promise<boolean> {
  if (!charged || !chosen || charged === chosen) return false;
  return (await tx.paymentMethod.count({ where: { id: chosen, detachedAt: null } })) > 0;
}

async function pastDueSince(tx: Tx, subscriptionId: string, otherwise: Date): Promise<Date> {
  const event = await tx.domainEvent.findFirst({ where: { subscriptionId, type: "past_due" }, orderBy: { at: "desc" } });
  return event?.at ?? otherwise;
}
