import { multiplyHalfAwayFromZero } from "#lib/kernel/money.ts";
import type { Every } from "#lib/kernel/period.ts";

/** An amount that is not rounded: `top` ÷ `bottom` minor units, `bottom` above zero. */
export type Exact = { top: bigint; bottom: bigint };

export const ZERO: Exact = { top: 0n, bottom: 1n };

/** The length of a period in months, as a fraction. A month is a twelfth of a year of 365 days. */
function monthsOf({ unit, count }: Every): [bigint, bigint] {
  const size = BigInt(count);
  if (unit === "MONTH") return [size, 1n];
  if (unit === "YEAR") return [size * 12n, 1n];
  return [size * (unit === "WEEK" ? 7n : 1n) * 12n, 365n];
}

/** What comes to a month of an amount that recurs with each period. */
export function monthly(amount: bigint, every: Every): Exact {
  const [months, per] = monthsOf(every);
  return { top: amount * per, bottom: months };
}

export function plus(a: Exact, b: Exact): Exact {
  const bottom = (a.bottom / divisor(a.bottom, b.bottom)) * b.bottom;
  return { top: a.top * (bottom / a.bottom) + b.top * (bottom / b.bottom), bottom };
}

export function minus(a: Exact, b: Exact): Exact {
  return plus(a, { top: -b.top, bottom: b.bottom });
}

export function sumOf(amounts: Exact[]): Exact {
  return amounts.reduce(plus, ZERO);
}

/** Whole minor units, half away from zero. */
export function rounded({ top, bottom }: Exact): bigint {
  return multiplyHalfAwayFromZero(top, 1n, bottom);
}

function divisor(a: bigint, b: bigint): bigint {
  return b === 0n ? a : divisor(b, a % b);
}
