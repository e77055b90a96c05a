import type { Invoice, Transaction } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { now } from "#lib/kernel/clock.ts";
import type { Settings } from "#lib/settings/schema.ts";
import { lockSubscription } from "#lib/subscriptions/cancel.ts";
import { nextRetry } from "#lib/subscriptions/dunning.ts";
import { markPastDue } from "#lib/subscriptions/renew.ts";
import { LIVE } from "#lib/subscriptions/state.ts";
import { expireUnpaid } from "./expire-unpaid.ts";
import { notify } from "./notify.ts";
import { writeOff } from "./write-off.ts";

const DAY_MS = 86_400_000;

export type Failure = { transaction: Transaction | null; final: boolean };

/**
 * A renewal was not paid: schedules the next try (2, 7, 14, 21 days after the first failure by default), lets access go on in grace, tells the viewer.
 * After the last try, or when grace is over, the subscription expires. A final decline is not tried again: only another method helps.
 * Nothing more is charged for a subscription that has ended, or to a viewer who has canceled.
 */
export async function markOverdue(tx: Tx, invoice: Invoice, { transaction, final }: Failure, settings: Settings): Promise<void> {
  if (!invoice.subscriptionId) return;
  const at = now();
  const subscription = await lockSubscription(tx, invoice.subscriptionId);
  if (!LIVE.includes(subscription.status)) return writeOff(tx, invoice.id, "ended", "worker");
  if (subscription.cancelAtPeriodEnd) return expireUnpaid(tx, subscription, settings);
  const graceUntil = subscription.graceUntil ?? new Date(at.getTime() + settings.dunning.graceDays * DAY_MS);
  const failedAt = subscription.status === "PAST_DUE" ? await pastDueSince(tx, subscription.id, at) : at;
  const attempts = invoice.attempts + 1;
  const retryAt = final ? null : nextRetry({ retriesAfter: settings.dunning.retryAfterDays, failedAt, attempts, at });
  await tx.invoice.update({ where: { id: invoice.id }, data: { attempts, nextAttemptAt: retryAt } });
  if (!retryAt && graceUntil <= at) return expireUnpaid(tx, subscription, settings);
  await markPastDue(tx, subscription, graceUntil, "renewal");
  await notify(tx, "payment_failed", settings, {
    dedupeKey: `payment_failed:${invoice.id}:${attempts}`,
    customer: await tx.customer.findUniqueOrThrow({ where: { id: invoice.customerId } }),
    refs: { invoiceId: invoice.id, subscriptionId: subscription.id, transactionId: transaction?.id },
    variables: (links) => ({
      plan: { name: transaction?.planName ?? "" },
      amount: { minor: invoice.total, currency: invoice.currency },
      reason: transaction?.failureReason ?? null,
      retry_on: retryAt,
      access_until: graceUntil,
      links: { pay: links.pay(invoice.id) },
    }),
  });
}

async function pastDueSince(tx: Tx, subscriptionId: string, otherwise: Date): Promise<Date> {
  const event = await tx.subscriptionEvent.findFirst({ where: { subscriptionId, type: "past_due" }, orderBy: { at: "desc" } });
  return event?.at ?? otherwise;
}
