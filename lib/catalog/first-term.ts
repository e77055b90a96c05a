import { civilDate, firstDayOf, periodStart, sameTimeAfter, startOfDay } from "#lib/kernel/period.ts";
import { type Contract, everyOf } from "./contract.ts";
import type { Share } from "./share.ts";

type Lasting = Pick<Contract, "interval" | "intervalCount" | "billingDay" | "oneTerm">;

/**
 * The first paid term of what begins at `at`: the civil day its periods count from, and its end. Renewals fall on civil days, with a billing day on the
 * first such day after it; one term alone lasts to the minute.
 */
export function firstTerm(contract: Lasting, at: Date, timeZone: string): { anchor: Temporal.PlainDate; end: Date } {
  const every = everyOf(contract);
  const anchor = firstDayOf(every, at, timeZone);
  const end = contract.oneTerm ? sameTimeAfter(at, timeZone, every) : startOfDay(firstEnd(contract, anchor), timeZone);
  return { anchor, end };
}

function firstEnd(contract: Omit<Lasting, "oneTerm">, anchor: Temporal.PlainDate): Temporal.PlainDate {
  return periodStart(anchor, everyOf(contract), 1, contract.billingDay ?? undefined);
}

/** Which part of a period the first one is, in days, where a billing day cuts it short. Undefined where it is whole. */
export function firstShare(contract: Lasting, at: Date, timeZone: string): Share | undefined {
  if (contract.billingDay === null || contract.oneTerm) return undefined;
  const anchor = firstDayOf(everyOf(contract), at, timeZone);
  return partOfWhole(contract, anchor, firstEnd(contract, anchor));
}

/** The same of a period that runs, the first one or the one that follows a pause, so that its rest costs no more than that of a whole one. */
export function shareOfPeriod(contract: Lasting, { start, end }: { start: Date; end: Date }, timeZone: string): Share | undefined {
  if (contract.billingDay === null || contract.oneTerm) return undefined;
  return partOfWhole(contract, civilDate(start, timeZone), civilDate(end, timeZone));
}

/** One that a pause has moved ends on another day than the billing day, and so would a whole one. */
function partOfWhole({ billingDay, interval, intervalCount }: Lasting, start: Temporal.PlainDate, end: Temporal.PlainDate) {
  const isBillingDay = billingDay !== null && end.day === Math.min(billingDay, end.daysInMonth);
  const month = end.with({ day: 1 }).subtract({ months: interval === "YEAR" ? 12 * intervalCount : intervalCount });
  const begun = month.with({ day: Math.min(isBillingDay ? billingDay : end.day, month.daysInMonth) });
  const [left, whole] = [start, begun].map((from) => BigInt(from.until(end).days));
  return left < whole ? { left, whole } : undefined;
}
