import { quoteRenewal, type RenewalInput } from "#lib/catalog/quote.ts";
import type { TaxTreatment } from "#lib/catalog/tax.ts";
import type { Customer, Invoice, PaymentMethod, Subscription, SubscriptionItem, TaxRate } from "#lib/db/generated/client.ts";
import type { NewRows } from "#lib/db/rows.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { type DraftLine, type InvoiceDraft, invoiceDraft } from "#lib/invoices/draft.ts";
import { now } from "#lib/kernel/clock.ts";
import { transactionDraft } from "#lib/payments/draft.ts";
import type { Settings } from "#lib/settings/schema.ts";
import type { NumberedTerm } from "#lib/subscriptions/term.ts";
import { zoneOf } from "#lib/subscriptions/zone.ts";
import { issueBooked } from "./book-issued.ts";
import { dueDate } from "./due-date.ts";
import { chargeOf, paymentFor } from "./payment-of.ts";
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
  /** What is charged at once for all that is due; null where chase-overdue is to find what pays. */
  method: PaymentMethod | null;
};

/** What renewals have in common: read once for all of a run. `rates` are all that are saved. */
export type Shared = { settings: Settings; rates: TaxRate[] };

export type OpenedCharge = ReturnType<typeof transactionDraft>["transaction"];

/** The request of a charge that is opened with its invoice names it. */
const NAMING = { Transaction: ["request", "references", "invoice"] };

/**
 * Issues the invoice of a subscription's cycle, and of those that were missed before it, and opens the charge for it, all with one statement; returns both. A period
 * that is billed late bears the price and the rate of tax of its own day.
 * @throws `tax_rate_missing` where no rate is in force on that day.
 */
export async function billCycle(
  tx: Tx,
  billed: Billed,
  { settings, rates }: Shared,
): Promise<{ invoice: Invoice; charge: OpenedCharge | null }> {
  const { subscription, payer, term, missed = [], credits = [], method } = billed;
  const at = now();
  const charges = chargesOf([...missed, term], {
    contract: subscription,
    items: subscription.items,
    tax: await taxContext(tx, settings.company, payer, rates),
    timeZone: await zoneOf(tx, subscription),
    anchorCycle: subscription.anchorCycle,
  });
  const dueAt = dueDate(payer, at, term.end);
  const draft = invoiceDraft({
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
    dueAt,
  });
  const opened = method && draft.invoice.total > 0n ? openCharge(draft, payer, method, settings) : null;
  const also: NewRows = opened ? { Transaction: [opened.transaction], DomainEvent: [opened.event] } : {};
  // What is due is always on a schedule, should this process die before the charge: `nextAttemptAt` is that of chase-overdue, `reconcileAt` that of an opened charge.
  const invoice = await issueBooked(tx, draft, settings, opened ? null : dueAt, also, NAMING);
  return { invoice, charge: opened && naming(opened.transaction, invoice) };
}

/** As it stands in the database: the statement that gave the invoice its number has written it into the request. */
function naming(charge: OpenedCharge, { number }: Invoice): OpenedCharge {
  const { request } = charge;
  return { ...charge, request: request && { ...request, references: { ...request.references, invoice: number ?? undefined } } };
}

function openCharge({ invoice, rows }: InvoiceDraft, payer: Customer, method: PaymentMethod, settings: Settings) {
  const payment = paymentFor({ ...invoice, paid: 0n, attempts: 0 }, rows.InvoiceLine[0], payer, invoice.total);
  return transactionDraft(chargeOf(payment, method, "renewal", settings));
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
