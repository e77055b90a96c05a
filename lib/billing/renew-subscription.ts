import { quoteRenewal } from "#lib/catalog/quote.ts";
import type { Plan, Subscription } from "#lib/db/generated/client.ts";
import { insertRows } from "#lib/db/rows.ts";
import { type Tx, transaction } from "#lib/db/transaction.ts";
import { drawUpInvoice } from "#lib/invoices/draw-up.ts";
import { issueInvoice } from "#lib/invoices/issue.ts";
import { now } from "#lib/kernel/clock.ts";
import { issued } from "#lib/ledger/journals.ts";
import { post } from "#lib/ledger/post.ts";
import type { Settings } from "#lib/settings/schema.ts";
import { getSettings } from "#lib/settings/settings.ts";
import { endSubscription } from "#lib/subscriptions/cancel.ts";
import { renewSubscriptionTerm } from "#lib/subscriptions/renew.ts";
import { chargeInvoice } from "./charge-invoice.ts";
import { notify } from "./notify.ts";
import { buyerOf, sellerOf } from "./snapshots.ts";
import { taxContext } from "./tax-context.ts";

type Due = Subscription & { plan: Plan };

/**
 * Takes one due subscription into its next period: invoice issued and period moved in one transaction, then the saved method is charged.
 * A subscription that was canceled ends instead. Returns false when it was not due any more, or another worker has it.
 */
export async function renewSubscription(subscriptionId: string): Promise<boolean> {
  const settings = await getSettings();
  const done = await transaction(async (tx) => {
    const due = await takeDue(tx, subscriptionId);
    if (!due) return null;
    if (due.cancelAtPeriodEnd) return endCanceled(tx, due, settings);
    return { invoiceId: await issueNextPeriod(tx, due, settings) };
  });
  if (done?.invoiceId) await chargeInvoice(done.invoiceId, "renewal");
  return done !== null;
}

async function takeDue(tx: Tx, id: string): Promise<Due | null> {
  const rows = await tx.$queryRaw<unknown[]>`
    SELECT 1 FROM "Subscription" WHERE "id" = ${id}::uuid AND "renewsAt" <= ${now()} AND "status" IN ('TRIALING', 'ACTIVE') FOR UPDATE SKIP LOCKED`;
  return rows.length > 0 ? tx.subscription.findUnique({ where: { id }, include: { plan: true } }) : null;
}

async function endCanceled(tx: Tx, subscription: Due, settings: Settings): Promise<{ invoiceId: null }> {
  await endSubscription(tx, subscription, "CANCELED", "worker", subscription.currentPeriodEnd ?? now());
  await notify(tx, "expired", settings, {
    dedupeKey: `ended:${subscription.id}`,
    customer: await tx.customer.findUniqueOrThrow({ where: { id: subscription.customerId } }),
    refs: { subscriptionId: subscription.id },
    variables: (links) => ({
      plan: { name: subscription.plan.name },
      expired_on: subscription.currentPeriodEnd ?? now(),
      links: { plans: links.plans },
    }),
  });
  return { invoiceId: null };
}

async function issueNextPeriod(tx: Tx, due: Due, settings: Settings): Promise<string> {
  const at = now();
  const customer = await tx.customer.findUniqueOrThrow({ where: { id: due.customerId } });
  const tax = await taxContext(tx, settings.company, customer.country ?? settings.company.country, customer.vatId);
  const { treatment, ...totals } = quoteRenewal({
    plan: due.plan,
    contract: due,
    index: due.periodIndex + 1,
    tax,
    timeZone: due.timeZone,
    at,
  });
  const term = await renewSubscriptionTerm(tx, due, settings.reminders);
  const invoice = drawUpInvoice({
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
  await post(tx, issued(await issueInvoice(tx, invoice.id, series, { paid: false, nextAttemptAt: at })));
  return invoice.id;
}
