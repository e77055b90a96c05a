import type { ShopPrice } from "./queries.ts";

/** Whole percent that a year costs less than twelve months of the same plan; null when there is nothing to compare or to save. */
export function yearlySaving(price: ShopPrice, prices: ShopPrice[]): number | null {
  const month = prices.find(({ every }) => every.unit === "MONTH" && every.count === 1);
  if (!month || price.every.unit !== "YEAR" || price.every.count !== 1 || month.amount.minor === 0n) return null;
  const twelve = month.amount.minor * 12n;
  const percent = Number(((twelve - price.amount.minor) * 100n) / twelve);
  return percent > 0 ? percent : null;
}
