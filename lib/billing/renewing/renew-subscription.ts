import { chargeInvoice } from "#lib/billing/asking/charge-invoice.ts";
import { expireUnpaid } from "#lib/billing/ending/expire-unpaid.ts";
import { billCycle } from "#lib/billing/parts/bill-cycle.ts";
import { notify } from "#lib/billing/parts/notify.ts";
import { payFromBalance } from "#lib/billing/settling/pay-from-balance.ts";
import { lockCustomer } from "#lib/customers/lock.ts";
import type { Customer, Plan, ScheduledChange, Subscription, SubscriptionItem } from "#lib/db/generated/client.ts";
import { type Tx, transaction } from "#lib/db/transaction.ts";
import { takePendingLines, WAITING } from "#lib/invoices/pending-lines.ts";
import { now } from "#lib/kernel/clock.ts";
import type { Settings } from "#lib/settings/schema.ts";
import { getSettings } from "#lib/settings/settings.ts";
import { readChange } from "#lib/subscriptions/agreed-change.ts";
import { endSubscription } from "#lib/subscriptions/cancel.ts";
import { applyAtRenewal } from "#lib/subscriptions/change.ts";
import { hasPlanBeside } from "#lib/subscriptions/has-plan.ts";
import { STANDING } from "#lib/subscriptions/items.ts";
import { lockSubscription } from "#lib/subscriptions/lock.ts";
import { renewSubscriptionTerm } from "#lib/subscriptions/renew.ts";
import { dropScheduledChange } from "#lib/subscriptions/schedule-change.ts";
import { dueForRenewal, hasEnded } from "#lib/subscriptions/state.ts";

type Due = Subscription & {
  plan: Plan;
  customer: Customer;
  items: SubscriptionItem[];
  scheduledChange: ScheduledChange | null;
  pendingLines: { id: string }[];
};

/**
 * Takes one due subscription into its next period, past those that were missed, which the same invoice bills: invoice issued and period moved in one transaction, then what the balance does not pay is charged to the saved method.
 * One that was canceled ends instead, and one whose access ended while no worker ran expires. Returns false when it was not due any more.
 * @throws `tax_rate_missing` where no rate is in force on its day; nothing is changed.
 */
export async function renewSubscription(subscriptionId: string): Promise<boolean> {
  const settings = await getSettings();
  const done = await transaction(async (tx) => {
    const taken = await takeDue(tx, subscriptionId);
    if (!taken) return null;
    const { due, payer } = taken;
    if (due.cancelAtPeriodEnd) return endCanceled(tx, due, settings);
    if (hasEnded(due, now(), settings.dunning)) return expire(tx, due, settings);
    const renewing = await withScheduledChange(tx, due);
    const terms = await renewSubscriptionTerm(tx, renewing, settings.reminders);
    const credits = due.pendingLines.length > 0 ? await takePendingLines(tx, due.id, renewing.currency) : [];
    const billed = { subscription: renewing, payer, term: terms[terms.length - 1], missed: terms.slice(0, -1), credits };
    const invoice = await billCycle(tx, billed, settings);
    await payFromBalance(tx, invoice, payer, "renewal", settings);
    return { invoiceId: invoice.id };
  });
  if (done?.invoiceId) await chargeInvoice(done.invoiceId, "renewal");
  return done !== null;
}

async function takeDue(tx: Tx, id: string): Promise<{ due: Due; payer: Customer } | null> {
  const { payerId } = await tx.subscription.findUniqueOrThrow({ where: { id }, select: { payerId: true } });
  const payer = await lockCustomer(tx, payerId);
  await lockSubscription(tx, id);
  const due = await tx.subscription.findFirst({
    relationLoadStrategy: "join",
    where: { ...dueForRenewal(now()), id, payerId },
    include: {
      plan: true,
      customer: true,
      items: STANDING,
      scheduledChange: true,
      pendingLines: { where: WAITING.where, select: { id: true } },
    },
  });
  return due && { due, payer };
}

/** What was agreed for this period takes the place of what ran. Who has bought that plan meanwhile keeps what they have, and the other. */
async function withScheduledChange(tx: Tx, due: Due): Promise<Due> {
  if (!due.scheduledChange) return due;
  const change = readChange(due.scheduledChange.change);
  if (!(await hasPlanBeside(tx, due, change.planId))) return applyAtRenewal(tx, due, change, "renewal");
  await dropScheduledChange(tx, due.id, "renewal");
  return due;
}

async function expire(tx: Tx, due: Due, settings: Settings): Promise<{ invoiceId: null }> {
  await expireUnpaid(tx, due, settings);
  return { invoiceId: null };
}

async function endCanceled(tx: Tx, subscription: Due, settings: Settings): Promise<{ invoiceId: null }> {
  await endSubscription(tx, subscription, "CANCELED", "worker", { endedAt: subscription.currentPeriodEnd ?? now() });
  await notify(tx, "expired", settings, {
    dedupeKey: `ended:${subscription.id}`,
    customer: subscription.customer,
    refs: { subscriptionId: subscription.id },
    variables: (links) => ({
      plan: { name: subscription.plan.name },
      expired_on: subscription.currentPeriodEnd ?? now(),
      links: { plans: links.plans },
    }),
  });
  return { invoiceId: null };
}
