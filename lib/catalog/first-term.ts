import { firstDayOf, periodStart, sameTimeAfter, startOfDay } from "#lib/kernel/period.ts";
import { type Contract, everyOf } from "./contract.ts";

type Lasting = Pick<Contract, "interval" | "intervalCount" | "oneTerm">;

/** The first paid term of what begins at `at`: the civil day its periods count from, and its end. Renewals fall on civil days; one term alone lasts to the minute. */
export function firstTerm(contract: Lasting, at: Date, timeZone: string): { anchor: Temporal.PlainDate; end: Date } {
  const every = everyOf(contract);
  const anchor = firstDayOf(every, at, timeZone);
  const end = contract.oneTerm ? sameTimeAfter(at, timeZone, every) : startOfDay(periodStart(anchor, every, 1), timeZone);
  return { anchor, end };
}
