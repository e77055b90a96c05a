import type { PlanKind } from "#lib/db/generated/client.ts";
import { type Every, firstDayOf, periodStart, sameTimeAfter, startOfDay } from "#lib/kernel/period.ts";

/** The first paid term of what begins at `at`: the civil day its periods count from, and its end. Renewals fall on civil days; one term alone lasts to the minute. */
export function firstTerm(plan: { kind: PlanKind }, every: Every, at: Date, timeZone: string): { anchor: Temporal.PlainDate; end: Date } {
  const anchor = firstDayOf(every, at, timeZone);
  const end = plan.kind === "TRIAL" ? sameTimeAfter(at, timeZone, every) : startOfDay(periodStart(anchor, every, 1), timeZone);
  return { anchor, end };
}
