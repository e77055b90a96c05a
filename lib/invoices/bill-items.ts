import type { Tx } from "#lib/db/transaction.ts";

/** Says which items the lines of an invoice that is not issued yet bill, where these began with its payment: by their price. */
export async function billItems(tx: Tx, invoiceId: string, items: { id: string; priceId: string }[]): Promise<void> {
  for (const { id: itemId, priceId } of items)
    await tx.invoiceLine.updateMany({ where: { invoiceId, priceId, itemId: null, creditsId: null }, data: { itemId } });
}
