import type { Invoice, InvoiceLine } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { now } from "#lib/kernel/clock.ts";
import { conflict } from "#lib/kernel/errors.ts";
import { newId } from "#lib/kernel/ids.ts";
import { creditLines } from "./credit-note-amounts.ts";
import { type InvoiceNumber, type SeriesSettings, takeNumber } from "./number.ts";

/**
 * Issues a credit note over `amount` (gross, minor units) of an invoice, spread over its lines and, within each, over net and tax as they were billed.
 * @throws 409 when more would be credited than was billed.
 */
export async function issueCreditNote(
  tx: Tx,
  invoice: Invoice & { lines: InvoiceLine[] },
  amount: bigint,
  series: SeriesSettings,
): Promise<Invoice> {
  if (amount <= 0n || amount > invoice.total - invoice.credited) throw conflict("refund_too_large");
  const at = now();
  const left = await notYetCredited(tx, invoice);
  const shares = creditLines(left, amount);
  const lines = invoice.lines.flatMap((line, index) => {
    const { kind, position, description, taxRatePpm, taxName, taxCountry, planId, priceId } = line;
    const share = shares[index];
    return share.total === 0n
      ? []
      : [{ ...share, id: newId(), position, kind, description, unitAmount: share.total, taxRatePpm, taxName, taxCountry, planId, priceId }];
  });
  const tax = lines.reduce((sum, line) => sum + line.tax, 0n);
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
      seller: invoice.seller as object,
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

/** Net and tax of each line, less what earlier credit notes gave back; a credit note's lines keep the positions of the invoice's. */
async function notYetCredited(tx: Tx, invoice: Invoice & { lines: InvoiceLine[] }): Promise<{ net: bigint; tax: bigint }[]> {
  const given = await tx.invoiceLine.findMany({
    where: { invoice: { creditOfId: invoice.id } },
    select: { position: true, net: true, tax: true },
  });
  return invoice.lines.map(({ position, net, tax }) => {
    const mine = given.filter((line) => line.position === position);
    return { net: mine.reduce((sum, line) => sum - line.net, net), tax: mine.reduce((sum, line) => sum - line.tax, tax) };
  });
}
