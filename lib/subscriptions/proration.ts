import { type Off, type Share, shareOf } from "#lib/catalog/share.ts";
import { civilDate, type Every } from "#lib/kernel/period.ts";

/** `second`: exact instants. `day`: whole calendar days in `timeZone`; the day of change belongs to what comes. */
export type ProrationPolicy = "second" | "day";

export type Period = { start: Date; end: Date };

type Moment = { policy: ProrationPolicy; timeZone: string; period: Period; at: Date };

/** What is left of a period at `at`. All of it before it begins, nothing when it is over. @throws RangeError for an empty period. */
export function unusedShare({ policy, timeZone, period, at }: Moment): Share {
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

/** One side of a plan change, in minor units; the discount is taken off before the share is. */
export type ProrationSide = { amount: bigint; every: Every; discount?: Off };

/** `from` is what was paid for this period, in the currency of `to`. */
export type ProrationInput = Moment & { from: ProrationSide; to: ProrationSide };

/**
 * What a change of plan at `at` gives back and costs. A plan of another length starts a new period, so it costs its full price.
 * Each amount is rounded once, half away from zero; `net` may be negative.
 */
export function prorate(input: ProrationInput): { credit: bigint; charge: bigint; net: bigint } {
  const { from, to } = input;
  const unused = unusedShare(input);
  const credit = shareOf(from.amount, unused, from.discount);
  const charge = shareOf(to.amount, isSameLength(from.every, to.every) ? unused : { left: 1n, whole: 1n }, to.discount);
  return { credit, charge, net: charge - credit };
}

/** Whether two lengths always come to the same end: a year is twelve months, a week seven days. */
export function isSameLength(a: Every, b: Every): boolean {
  const [first, second] = [a, b].map(({ unit, count }) =>
    unit === "YEAR" || unit === "MONTH" ? `${unit === "YEAR" ? count * 12 : count} months` : `${unit === "WEEK" ? count * 7 : count} days`,
  );
  return first === second;
}
