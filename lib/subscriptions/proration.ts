import { multiplyHalfAwayFromZero, PPM } from "#lib/kernel/money.ts";
import { civilDate, type Every } from "#lib/kernel/period.ts";

/** One side of a plan change, in minor units; the discount is taken off before the share is. */
export type ProrationSide = { amount: bigint; every: Every; discount?: { ppm: number } | { amount: bigint } };

export type ProrationInput = {
  /** `second`: exact instants. `day`: whole calendar days in `timeZone`; the day of change belongs to the new plan. */
  policy: "second" | "day";
  timeZone: string;
  period: { start: Date; end: Date };
  at: Date;
  /** What was paid for this period, in the currency of `to`. */
  from: ProrationSide;
  to: ProrationSide;
};

/**
 * What a change of plan at `at` gives back and costs. A plan of another length starts a new period, so it costs its full price.
 * Each amount is rounded once, half away from zero; `net` may be negative.
 * Not used by the product yet; held to published examples (docs/decisions/0005).
 */
export function prorate(input: ProrationInput): { credit: bigint; charge: bigint; net: bigint } {
  const { left, whole } = remaining(input);
  const credit = shareOf(input.from, left, whole);
  const charge = sameLength(input.from.every, input.to.every) ? shareOf(input.to, left, whole) : shareOf(input.to, 1n, 1n);
  return { credit, charge, net: charge - credit };
}

function remaining({ policy, timeZone, period, at }: ProrationInput): { left: bigint; whole: bigint } {
  const position = (instant: Date) => (policy === "day" ? dayNumber(instant, timeZone) : BigInt(instant.getTime()));
  const [start, end, now] = [period.start, period.end, at].map(position);
  if (end <= start) throw new RangeError("The period is empty");
  const whole = end - start;
  if (now >= end) return { left: 0n, whole };
  return { left: now > start ? end - now : whole, whole };
}

function dayNumber(at: Date, timeZone: string): bigint {
  return BigInt(Temporal.PlainDate.from("1970-01-01").until(civilDate(at, timeZone)).days);
}

function shareOf({ amount, discount }: ProrationSide, left: bigint, whole: bigint): bigint {
  if (discount && "ppm" in discount) return multiplyHalfAwayFromZero(amount, (PPM - BigInt(discount.ppm)) * left, PPM * whole);
  const off = discount?.amount ?? 0n;
  return multiplyHalfAwayFromZero(off < amount ? amount - off : 0n, left, whole);
}

function sameLength(a: Every, b: Every): boolean {
  const [first, second] = [a, b].map(({ unit, count }) =>
    unit === "YEAR" || unit === "MONTH" ? `${unit === "YEAR" ? count * 12 : count} months` : `${unit === "WEEK" ? count * 7 : count} days`,
  );
  return first === second;
}
