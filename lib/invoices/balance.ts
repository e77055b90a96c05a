import type { Invoice } from "#lib/db/generated/client.ts";
import { multiplyHalfAwayFromZero } from "#lib/kernel/money.ts";

/** What is left to pay of an invoice, in minor units. */
export function balanceOf({ total, paid }: Pick<Invoice, "total" | "paid">): bigint {
  return total - paid;
}

/** The tax in a further payment of `amount`: its share, so that all payments together have exactly the invoice's. */
export function taxInPayment({ total, paid, tax }: Pick<Invoice, "total" | "paid" | "tax">, amount: bigint): bigint {
  if (total === 0n) return 0n;
  return multiplyHalfAwayFromZero(tax, paid + amount, total) - multiplyHalfAwayFromZero(tax, paid, total);
}
