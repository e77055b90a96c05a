import { type Every, periodStart, startOfDay } from "#lib/kernel/period.ts";

export type Term = { start: Date; end: Date };

/** With the subscription's cycle that it is. */
export type NumberedTerm = Term & { cycle: number };

/**
 * The period `index` of a subscription as a pure function of its anchor. Period 0 begins at `begunAt`, when the trial ended;
 * every other boundary is the first instant of a civil day in `timeZone`.
 */
export function termOf({
  anchor,
  every,
  timeZone,
  index,
  begunAt,
  billingDay,
}: {
  anchor: Temporal.PlainDate;
  every: Every;
  timeZone: string;
  index: number;
  begunAt: Date;
  billingDay: number | null;
}): Term {
  const begin = (of: number) => startOfDay(periodStart(anchor, every, of, billingDay ?? undefined), timeZone);
  return { start: index === 0 ? begunAt : begin(index), end: begin(index + 1) };
}

/** When to remind before `end`: `days` ahead, or half-way where that has passed, so that a short term is announced too. Null when reminders are off or it is over. */
export function remindBefore(end: Date, days: number, at: Date): Date | null {
  if (days === 0 || end <= at) return null;
  const remindAt = new Date(end.getTime() - days * 86_400_000);
  return remindAt > at ? remindAt : new Date((at.getTime() + end.getTime()) / 2);
}

/** The civil date of an anchor column. */
export function anchorOf(date: Date): Temporal.PlainDate {
  return Temporal.PlainDate.from(date.toISOString().slice(0, 10));
}

/** A civil date as a `@db.Date` column takes it. */
export function toDateColumn(date: Temporal.PlainDate): Date {
  return new Date(`${date.toString()}T00:00:00Z`);
}
