import type { ShopPrice } from "#lib/catalog/queries.ts";

/** Where a payment plan is bought. */
export function checkoutAddress({ id, amount }: Pick<ShopPrice, "id" | "amount">): string {
  return `/checkout?price=${id}&currency=${amount.currency}`;
}
