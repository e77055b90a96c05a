import { least, multiplyHalfAwayFromZero } from "#lib/kernel/money.ts";
import { type Standstill, stoodStill } from "#lib/kernel/standstill.ts";

/** A billed line: net in minor units (below 0 where it credits), its time of service, and what ended that before. */
export type Service = {
  net: bigint;
  /** Null: it has no length (a set-up fee), and is earned when it is billed. */
  period: { start: Date; end: Date } | null;
  billedAt: Date;
  /** When the subscription ended, if it did. */
  endedAt?: Date | null;
  /** What credit notes gave back, above 0, and when. */
  credits?: { at: Date; net: bigint }[];
  /** When the subscription stood still: nothing is earned meanwhile, and the service goes on after it. */
  pauses?: Standstill[];
};

export type Month = { from: Date; to: Date };

/**
 * What of a line is earned in each of the months that follow each other: evenly by time, to the millisecond. A month takes of what is still deferred the share
 * that its time has of what is left of the service, so that all of them come to what was billed. What was billed late is caught up with in the month in which it was
 * billed; a credit note takes from what is still deferred, and the rest is spread anew; where the subscription ended, the rest is earned at once. The time of a pause is left out.
 * `recognise` does the same in SQL.
 */
export function earnedBy({ net, period, billedAt, endedAt, credits = [], pauses = [] }: Service, months: Month[]): bigint[] {
  let [left, begun] = [net, false];
  const served = (at: Date) => (period ? new Date(at.getTime() - stoodStill(pauses, period.start, at)) : at);
  return months.map((month) => {
    for (const credit of credits) if (credit.at >= month.from && credit.at < month.to) left -= least(credit.net, left);
    if (billedAt >= month.to) return 0n;
    const [since, until] = [served(month.from), served(month.to)];
    const isOver = !period || period.end <= until || (endedAt && endedAt < month.to);
    if (!isOver && period.start >= month.to) return 0n;
    const from = period && begun && period.start < since ? since : period?.start;
    const earned = isOver || !from ? left : share(left, from, until, period.end);
    left -= earned;
    begun = true;
    return earned;
  });
}

function share(left: bigint, from: Date, to: Date, end: Date): bigint {
  return multiplyHalfAwayFromZero(left, BigInt(to.getTime() - from.getTime()), BigInt(end.getTime() - from.getTime()));
}
