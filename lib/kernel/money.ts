import { decimalsOf, isCurrency } from "./currency.ts";

/** An amount in the currency's ISO 4217 minor units (cents for EUR, yen for JPY). */
export type Money = { minor: bigint; currency: string };

export const PPM = 1_000_000n;

export function money(minor: bigint, currency: string): Money {
  return { minor, currency };
}

/**
 * Reads a decimal string such as "10.50" as minor units.
 * @throws RangeError for an unknown currency, a malformed number, or more decimals than the currency has.
 */
export function parseMoney(text: string, currency: string): Money {
  if (!isCurrency(currency)) throw new RangeError(`${currency} is not a currency`);
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text.trim());
  const decimals = decimalsOf(currency);
  const fraction = match?.[3] ?? "";
  if (!match || fraction.length > decimals) throw new RangeError(`"${text}" is not an amount in ${currency}`);
  const minor = BigInt(match[2] + fraction.padEnd(decimals, "0"));
  return { minor: match[1] ? -minor : minor, currency };
}

/** The decimal string of an amount: "10.50", or "500" for JPY. */
export function toDecimal({ minor, currency }: Money): string {
  const decimals = decimalsOf(currency);
  const digits = (minor < 0n ? -minor : minor).toString().padStart(decimals + 1, "0");
  const whole = digits.slice(0, digits.length - decimals);
  return `${minor < 0n ? "-" : ""}${whole}${decimals ? `.${digits.slice(-decimals)}` : ""}`;
}

/** `amount × numerator ÷ denominator`, rounded half away from zero. The one multiplication of money. */
export function multiplyHalfAwayFromZero(amount: bigint, numerator: bigint, denominator: bigint): bigint {
  const product = amount * numerator;
  const negative = product < 0n !== denominator < 0n;
  const top = product < 0n ? -product : product;
  const bottom = denominator < 0n ? -denominator : denominator;
  const rounded = (top * 2n + bottom) / (bottom * 2n);
  return negative ? -rounded : rounded;
}

/**
 * Splits `total` in proportion to `weights` so that the parts add up to it exactly (largest remainder first).
 * The one division of money. Weights may have both signs; where they add up to nothing, the first takes everything.
 */
export function allocate(total: bigint, weights: bigint[]): bigint[] {
  const sum = weights.reduce((a, b) => a + b, 0n);
  if (sum === 0n) return weights.map((_, i) => (i === 0 ? total : 0n));
  const sign = total < 0n ? -1n : 1n;
  const size = total * sign;
  const whole = sum < 0n ? -sum : sum;
  const shares = weights.map((weight, index) => {
    const exact = size * (sum < 0n ? -weight : weight);
    const rest = ((exact % whole) + whole) % whole;
    return { index, part: (exact - rest) / whole, rest };
  });
  let left = size - shares.reduce((a, share) => a + share.part, 0n);
  const byRest = [...shares].sort((a, b) => (a.rest === b.rest ? a.index - b.index : a.rest > b.rest ? -1 : 1));
  for (const share of byRest) {
    if (left === 0n) break;
    share.part += 1n;
    left -= 1n;
  }
  return shares.map((share) => share.part * sign);
}

/** The smallest of some amounts of one currency. */
export function least(...amounts: bigint[]): bigint {
  let smallest = amounts[0];
  for (const amount of amounts) if (amount < smallest) smallest = amount;
  return smallest;
}
