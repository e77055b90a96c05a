import { quoteRenewal, type RenewalInput } from "#lib/catalog/quote.ts";
import type { TaxTreatment } from "#lib/catalog/tax.ts";
import type { Customer, Invoice, Subscription, SubscriptionItem } from "#lib/db/generated/client.ts";
import { insertRows } from "#lib/db/rows.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { type DraftLine, invoiceDraft } from "#lib/invoices/draft.ts";
import { issueInvoice } from "#lib/invoices/issue.ts";
import { now } from "#lib/kernel/clock.ts";
import type { Settings } from "#lib/settings/schema.ts";
import type { NumberedTerm } from "#lib/subscriptions/term.ts";
import { zoneOf } from "#lib/subscriptions/zone.ts";
import { bookIssued } from "./book-issued.ts";
import { invoiceSeries } from "./series.ts";
import { buyerOf, sellerOf } from "./snapshots.ts";
import { taxContext } from "./tax-context.ts";

type Billed = {
  subscription: Subscription & { items: SubscriptionItem[] };
  payer: Customer;
  /** The cycle and its period, which the subscription has entered. */
  term: NumberedTerm;
  /** The periods before it that were not billed when they began: the invoice bills them too, by lines of their own. */
  missed?: NumberedTerm[];
  /** What the invoice gives back besides: unused time of what was billed before (`creditLine`). */
  credits?: DraftLine[];
};

/**
 * Issues the invoice of a subscription's cycle, and of those that were missed before it; returns it. A period that is billed late bears the price and the rate of tax of its own day.
 * @throws `tax_rate_missing` where no rate is in force on that day.
 */
export async function billCycle(tx: Tx, billed: Billed, settings: Settings): Promise<Invoice> {
  const { subscription, payer, term, missed = [], credits = [] } = billed;
  const at = now();
  const tax = await taxContext(tx, settings.company, payer);
  const charges = chargesOf([...missed, term], {
    contract: subscription,
    items: subscription.items,
    tax,
    timeZone: await zoneOf(tx, subscription),
    anchorCycle: subscription.anchorCycle,
  });
  const invoice = invoiceDraft({
    lines: [...charges.lines, ...credits],
    treatment: charges.treatment,
    customerId: payer.id,
    subscriptionId: subscription.id,
    orderId: null,
    currency: subscription.currency,
    cycle: term.cycle,
    periodStart: (missed[0] ?? term).start,
    periodEnd: term.end,
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

/** What periods cost, each by the price and the rate of its own day; where there are several their lines say which they are for. */
function chargesOf(
  terms: NumberedTerm[],
  { anchorCycle, ...of }: Omit<RenewalInput, "cycle" | "at"> & { anchorCycle: number },
): { lines: DraftLine[]; treatment: TaxTreatment } {
  const quotes = terms.map(({ cycle, start, end }) => {
    const { lines, treatment } = quoteRenewal({ ...of, cycle, at: start, first: cycle === anchorCycle });
    return { treatment, lines: terms.length === 1 ? lines : lines.map((line) => ({ ...line, periodStart: start, periodEnd: end })) };
  });
  return { lines: quotes.flatMap(({ lines }) => lines), treatment: quotes[0].treatment };
}
