import type { Invoice, InvoiceLine } from "#lib/db/generated/client.ts";
import { changeRow } from "#lib/db/rows.ts";
import type { Tx } from "#lib/db/transaction.ts";

export type RestatedLine = Pick<InvoiceLine, "id" | "unitAmount" | "net" | "tax" | "taxRatePpm" | "taxName">;

/** Splits the lines of a locked invoice that is not issued yet into another net and tax; their totals stay. Returns the invoice as it is then. */
export async function restateTax(tx: Tx, invoice: Invoice, lines: RestatedLine[]): Promise<Invoice> {
  for (const { id: lineId, ...data } of lines) await tx.invoiceLine.update({ where: { id: lineId }, data });
  return changeRow(tx, "Invoice", invoice, {
    subtotal: lines.reduce((sum, { net }) => sum + net, 0n),
    tax: lines.reduce((sum, { tax }) => sum + tax, 0n),
  });
}
