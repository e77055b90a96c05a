import { chargeInvoice } from "#lib/billing/asking/charge-invoice.ts";
import { expireUnpaid } from "#lib/billing/ending/expire-unpaid.ts";
import { notify } from "#lib/billing/parts/notify.ts";
import { buyerOf, sellerOf } from "#lib/billing/parts/snapshots.ts";
import { taxContext } from "#lib/billing/parts/tax-context.ts";
import { quoteRenewal } from "#lib/catalog/quote.ts";
import { lockCustomer } from "#lib/customers/lock.ts";
import type { Customer, Plan, Subscription } from "#lib/db/generated/client.ts";
import { insertRows } from "#lib/db/rows.ts";
import { type Tx, transaction } from "#lib/db/transaction.ts";
import { invoiceDraft } from "#lib/invoices/draft.ts";
import { issueInvoice } from "#lib/invoices/issue.ts";
import { now } from "#lib/kernel/clock.ts";
import { issued } from "#lib/ledger/journals.ts";
import { post } from "#lib/ledger/post.ts";
import type { Settings } from "#lib/settings/schema.ts";
import { getSettings } from "#lib/settings/settings.ts";
import { endSubscription } from "#lib/subscriptions/cancel.ts";
import { lockSubscription } from "#lib/subscriptions/lock.ts";
import { renewSubscriptionTerm } from "#lib/subscriptions/renew.ts";
import { dueForRenewal, hasEnded } from "#lib/subscriptions/state.ts";
import { zoneOf } from "#lib/subscriptions/zone.ts";

type Due = Subscription & { plan: Plan };

/**
 * Takes one due subscription into its next period: invoice issued and period moved in one transaction, then the saved method is charged.
 * One that was canceled ends instead, and one whose access ended while no worker ran expires. Returns false when it was not due any more.
 * @throws `tax_rate_missing` where no rate is in force on its day; nothing is changed.
 */
export async function renewSubscription(subscriptionId: string): Promise<boolean> {
  const settings = await getSettings();
  const done = await transaction(async (tx) => {
    const taken = await takeDue(tx, subscriptionId);
    if (!taken) return null;
    const { due, customer } = taken;
    if (due.cancelAtPeriodEnd) return endCanceled(tx, due, customer, settings);
    if (hasEnded(due, now(), settings.dunning.graceDays)) return expire(tx, due, settings);
    return { invoiceId: await issueNextPeriod(tx, due, customer, settings) };
  });
  if (done?.invoiceId) await chargeInvoice(done.invoiceId, "renewal");
  return done !== null;
}

async function takeDue(tx: Tx, id: string): Promise<{ due: Due; customer: Customer } | null> {
  const { customerId } = await tx.subscription.findUniqueOrThrow({ where: { id }, select: { customerId: true } });
  const customer = await lockCustomer(tx, customerId);
  await lockSubscription(tx, id);
  const due = await tx.subscription.findFirst({ where: { ...dueForRenewal(now()), id }, include: { plan: true } });
  return due && { due, customer };
}

async function expire(tx: Tx, due: Due, settings: Settings): Promise<{ invoiceId: null }> {
  await expireUnpaid(tx, due, settings);
  return { invoiceId: null };
}

async function endCanceled(tx: Tx, subscription: Due, customer: Customer, settings: Settings): Promise<{ invoiceId: null }> {
  await endSubscription(tx, subscription, "CANCELED", "worker", subscription.currentPeriodEnd ?? now());
  await notify(tx, "expired", settings, {
    dedupeKey: `ended:${subscription.id}`,
    customer,
    refs: { subscriptionId: subscription.id },
    variables: (links) => ({
      plan: { name: subscription.plan.name },
      expired_on: subscription.currentPeriodEnd ?? now(),
      links: { plans: links.plans },
    }),
  });
  return { invoiceId: null };
}

/** A period that is billed late bears the price and the rate of tax of its own day. */
async function issueNextPeriod(tx: Tx, due: Due, customer: Customer, settings: Settings): Promise<string> {
  const at = now();
  const tax = await taxContext(tx, settings.company, customer.country ?? settings.company.country, customer.vatId);
  const { treatment, ...totals } = quoteRenewal({
    plan: due.plan,
    contract: due,
    index: due.periodIndex + 1,
    tax,
    timeZone: await zoneOf(tx, due),
    at: due.currentPeriodEnd ?? at,
  });
  const term = await renewSubscriptionTerm(tx, due, settings.reminders);
  const invoice = invoiceDraft({
    ...totals,
    treatment,
    customerId: customer.id,
    subscriptionId: due.id,
    orderId: null,
    planId: due.planId,
    priceId: due.priceId,
    currency: due.currency,
    periodIndex: term.index,
    periodStart: term.start,
    periodEnd: term.end,
    seller: sellerOf(settings),
    buyer: buyerOf(customer),
    dueAt: at,
  });
  await insertRows(tx, invoice.rows);
  // `nextAttemptAt` is the schedule: should this process die before the charge, chase-overdue finds the row.
  const series = { prefix: settings.invoicing.prefix, timeZone: settings.company.timeZone };
  await post(tx, issued(await issueInvoice(tx, invoice.id, series, { payment: null, nextAttemptAt: at })));
  return invoice.id;
}
