import type { Invoice, InvoiceLine } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { now } from "#lib/kernel/clock.ts";
import { conflict } from "#lib/kernel/errors.ts";
import { newId } from "#lib/kernel/ids.ts";
import { multiplyHalfAwayFromZero } from "#lib/kernel/money.ts";
import { creditLines, taxOf } from "./credit-note-amounts.ts";
import { creditsOf } from "./credited-later.ts";
import { type InvoiceNumber, type SeriesSettings, takeNumber } from "./number.ts";
import type { Seller } from "./snapshot.ts";

type Left = { net: bigint; tax: bigint };
type Lined = Invoice & { lines: InvoiceLine[] };

/** Gross and tax in it, in minor units. */
export type Refund = { amount: bigint; tax: bigint };

/**
 * The tax that a further refund of `amount` gives back, as its credit note will have it. Hold the invoice's lock.
 * @param given all that went back before, or is on its way; the credit notes may lag behind it, or be ahead where a refund was returned
 */
export async function taxToCredit(tx: Tx, invoice: Lined, amount: bigint, given: Refund): Promise<bigint> {
  const left = await notYetCredited(tx, invoice);
  const creditedTax = invoice.tax - taxOf(left);
  const all = given.amount + amount;
  const due =
    all < invoice.credited
      ? multiplyHalfAwayFromZero(creditedTax, all, invoice.credited)
      : creditedTax + taxOf(creditLines(await roomFor(tx, invoice, left, all - invoice.credited), all - invoice.credited));
  const tax = due - given.tax;
  return tax < 0n ? 0n : tax;
}

/**
 * Issues a credit note over what of `given`, all that went back of an invoice, is not credited yet: spread over its lines and, within each, over net and
 * tax as they were billed.
 * @throws 409 when more would be credited than was billed, or nothing.
 */
export async function issueCreditNote(tx: Tx, invoice: Lined, given: Refund, series: SeriesSettings): Promise<Invoice> {
  const amount = given.amount - invoice.credited;
  if (amount <= 0n || given.amount > invoice.total) throw conflict("refund_too_large");
  const at = now();
  const left = await notYetCredited(tx, invoice);
  const shares = creditLines(await roomFor(tx, invoice, left, amount), amount, given.tax - (invoice.tax - taxOf(left)));
  const lines = invoice.lines.flatMap((line, index) => {
    const { kind, position, description, taxRatePpm, taxName, taxCountry, planId, priceId } = line;
    const share = shares[index];
    return share.total === 0n
      ? []
      : [{ ...share, id: newId(), position, kind, description, unitAmount: share.total, taxRatePpm, taxName, taxCountry, planId, priceId }];
  });
  const tax = taxOf(lines);
  const { customerId, subscriptionId, orderId, currency, taxTreatment } = invoice;
  const id = newId();
  await tx.invoice.update({ where: { id: invoice.id }, data: { credited: { increment: amount } } });
  const [numbered] = await tx.$queryRaw<InvoiceNumber[]>(takeNumber(series, at));
  const creditNote = await tx.invoice.create({
    data: {
      id,
      kind: "CREDIT_NOTE",
      status: "PAID",
      creditOfId: invoice.id,
      customerId,
      subscriptionId,
      orderId,
      currency,
      taxTreatment,
      seller: { ...(invoice.seller as Seller), timeZone: series.timeZone },
      buyer: invoice.buyer as object,
      subtotal: amount - tax,
      discount: 0n,
      tax,
      total: amount,
      createdAt: at,
      paidAt: at,
      issuedAt: at,
      ...numbered,
    },
  });
  await tx.invoiceLine.createMany({ data: lines.map((line) => ({ ...line, invoiceId: id })) });
  return creditNote;
}

/** Of what is left of each line, what no later invoice takes off for it, or will: no line is given back twice. All that is left, where the credit note takes more than that. */
async function roomFor(tx: Tx, invoice: Lined, left: Left[], amount: bigint): Promise<Left[]> {
  const later = await creditsOf(tx, invoice);
  const room = left.map(({ net, tax }, index) => {
    const mine = later.filter(({ creditsId }) => creditsId === invoice.lines[index].id);
    return { net: mine.reduce((sum, line) => sum + line.net, net), tax: mine.reduce((sum, line) => sum + line.tax, tax) };
  });
  const sum = room.reduce((all, { net, tax }) => (net + tax > 0n ? all + net + tax : all), 0n);
  return sum < amount ? left : room;
}

/** Net and tax of each line, less what earlier credit notes gave back; a credit note's lines keep the positions of the invoice's. */
async function notYetCredited(tx: Tx, invoice: Lined): Promise<Left[]> {
  const given = await tx.invoiceLine.findMany({
    where: { invoice: { creditOfId: invoice.id } },
    select: { position: true, net: true, tax: true },
  });
  return invoice.lines.map(({ position, net, tax }) => {
    const mine = given.filter((line) => line.position === position);
    return { net: mine.reduce((sum, line) => sum - line.net, net), tax: mine.reduce((sum, line) => sum - line.tax, tax) };
  });
}
