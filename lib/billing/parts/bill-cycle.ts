import { quoteRenewal } from "#lib/catalog/quote.ts";
import type { Customer, Invoice, Subscription, SubscriptionItem } from "#lib/db/generated/client.ts";
import { insertRows } from "#lib/db/rows.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { type DraftLine, invoiceDraft } from "#lib/invoices/draft.ts";
import { issueInvoice } from "#lib/invoices/issue.ts";
import { now } from "#lib/kernel/clock.ts";
import type { Settings } from "#lib/settings/schema.ts";
import type { Term } from "#lib/subscriptions/term.ts";
import { zoneOf } from "#lib/subscriptions/zone.ts";
import { bookIssued } from "./book-issued.ts";
import { invoiceSeries } from "./series.ts";
import { buyerOf, sellerOf } from "./snapshots.ts";
import { taxContext } from "./tax-context.ts";

type Billed = {
  subscription: Subscription & { items: SubscriptionItem[] };
  payer: Customer;
  /** The cycle and its period, which the subscription has entered. */
  term: Term & { cycle: number };
  /** What the invoice gives back besides: unused time of what was billed before (`creditLine`). */
  credits?: DraftLine[];
};

/**
 * Issues the invoice of a subscription's cycle; returns it. A period that is billed late bears the price and the rate of tax of its own day.
 * @throws `tax_rate_missing` where no rate is in force on that day.
 */
export async function billCycle(tx: Tx, { subscription, payer, term, credits = [] }: Billed, settings: Settings): Promise<Invoice> {
  const at = now();
  const { cycle, start, end } = term;
  const { lines, treatment } = quoteRenewal({
    contract: subscription,
    items: subscription.items,
    cycle,
    tax: await taxContext(tx, settings.company, payer.country ?? settings.company.country, payer.vatId),
    timeZone: await zoneOf(tx, subscription),
    at: start,
  });
  const invoice = invoiceDraft({
    lines: [...lines, ...credits],
    treatment,
    customerId: payer.id,
    subscriptionId: subscription.id,
    orderId: null,
    currency: subscription.currency,
    cycle,
    periodStart: start,
    periodEnd: end,
    seller: sellerOf(settings),
    buyer: buyerOf(payer),
    dueAt: at,
  });
  await insertRows(tx, invoice.rows);
  // `nextAttemptAt` is the schedule: should this process die before the charge, chase-overdue finds the row.
  const issued = await issueInvoice(tx, invoice.id, invoiceSeries(settings), { payment: null, nextAttemptAt: at });
  await bookIssued(tx, issued);
  return issued;
}
