import type { ShopPrice } from "./queries.ts";

/** Of one 120,000th of a day, so that all are whole: a year has 365.2425 days, as the Gregorian calendar has on average, a month a twelfth of it. */
const LENGTH = { DAY: 120_000n, WEEK: 840_000n, MONTH: 3_652_425n, YEAR: 43_829_100n };

/**
 * Whole percent that `price` costs less than the plan's shortest interval, paid for as long; never more than is true, and null when there is
 * nothing to compare or to save. Days and weeks, and months and years, are compared exactly, the two with each other by average lengths.
 */
export function savingOf(price: ShopPrice, prices: ShopPrice[]): number | null {
  const shortest = prices.reduce((least, other) => (lengthOf(other) < lengthOf(least) ? other : least), price);
  const whole = shortest.amount.minor * lengthOf(price);
  if (whole === 0n) return null;
  const percent = Number(((whole - price.amount.minor * lengthOf(shortest)) * 100n) / whole);
  return percent > 0 ? percent : null;
}

function lengthOf({ every: { unit, count } }: ShopPrice): bigint {
  return LENGTH[unit] * BigInt(count);
}
