import { firstDayOf, periodStart, sameTimeAfter, startOfDay } from "#lib/kernel/period.ts";
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
  const { billingDay, intervalCount } = contract;
  if (billingDay === null || contract.oneTerm) return undefined;
  const anchor = firstDayOf(everyOf(contract), at, timeZone);
  const end = firstEnd(contract, anchor);
  const months = contract.interval === "YEAR" ? 12 * intervalCount : intervalCount;
  const month = end.with({ day: 1 }).subtract({ months });
  const begun = month.with({ day: Math.min(billingDay, month.daysInMonth) });
  const [left, whole] = [anchor, begun].map((from) => BigInt(from.until(end).days));
  return left < whole ? { left, whole } : undefined;
}
