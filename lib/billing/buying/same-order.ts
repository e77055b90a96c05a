import { isDeepStrictEqual } from "node:util";
import { buyerOf, sellerOf } from "#lib/billing/parts/snapshots.ts";
import type { Customer, Invoice, Order } from "#lib/db/generated/client.ts";
import type { Settings } from "#lib/settings/schema.ts";

export type OpenOrder = Order & { invoices: Invoice[] };

/** Whether an open order is what it would be if it were placed now: the same terms, and an invoice from the same seller to the same buyer. */
export function isSameOrder({ terms, invoices: [invoice] }: OpenOrder, now: string, customer: Customer, settings: Settings): boolean {
  return (
    terms === now &&
    isDeepStrictEqual(invoice.buyer, asJson(buyerOf(customer))) &&
    isDeepStrictEqual(invoice.seller, asJson(sellerOf(settings)))
  );
}

/** As it comes back from a JSON column. */
function asJson(value: object): unknown {
  return JSON.parse(JSON.stringify(value));
}
