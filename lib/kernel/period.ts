/** The length of a period: `{ unit: "MONTH", count: 3 }` is a quarter. */
export type Every = { unit: "DAY" | "WEEK" | "MONTH" | "YEAR"; count: number };

/**
 * The first civil day of the period `index` (0 is the anchor itself). It is computed from the anchor, never from the period before,
 * so that Jan 31 comes back to the 31st after a short February: a day that a month lacks is its last day.
 *
 * `billingDay` (months and years only) moves every later period to that day of the month: period 1 begins on the first such day after
 * the anchor, unless the anchor already is one.
 */
export function periodStart(anchor: Temporal.PlainDate, every: Every, index: number, billingDay?: number): Temporal.PlainDate {
  const steps = every.count * index;
  if (every.unit === "DAY") return anchor.add({ days: steps });
  if (every.unit === "WEEK") return anchor.add({ weeks: steps });
  const months = every.unit === "YEAR" ? 12 : 1;
  if (billingDay === undefined || index === 0) return anchor.add({ months: steps * months });
  const inAnchorMonth = onBillingDay(anchor, billingDay);
  const order = Temporal.PlainDate.compare(inAnchorMonth, anchor);
  if (order === 0) return onBillingDay(anchor.with({ day: 1 }).add({ months: steps * months }), billingDay);
  const first = anchor.with({ day: 1 }).add({ months: order > 0 ? 0 : 1 });
  return onBillingDay(first.add({ months: every.count * months * (index - 1) }), billingDay);
}

function onBillingDay(month: Temporal.PlainDate, billingDay: number): Temporal.PlainDate {
  return month.with({ day: Math.min(billingDay, month.daysInMonth) });
}

/** The instant a civil day begins in `timeZone`; where the clocks skip midnight, the first instant that exists. */
export function startOfDay(date: Temporal.PlainDate, timeZone: string): Date {
  return new Date(date.toZonedDateTime({ timeZone }).epochMilliseconds);
}

/**
 * The instant a civil hour, 0 to 23, begins: where clocks go back, the first time it is read; where it is skipped, when the next one begins.
 * So the hours of a day follow each other without a gap, and an hour that is read twice is twice as long.
 */
export function startOfHour(date: Temporal.PlainDate, hour: number, timeZone: string): Date {
  if (hour === 0) return startOfDay(date, timeZone);
  return new Date(date.toZonedDateTime({ timeZone, plainTime: { hour } }).epochMilliseconds);
}

/** The civil day that `at` falls on in `timeZone`. */
export function civilDate(at: Date, timeZone: string): Temporal.PlainDate {
  return Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(timeZone).toPlainDate();
}

/** The same, as a column of type DATE is written. */
export function dayColumn(at: Date, timeZone: string): Date {
  return new Date(civilDate(at, timeZone).toString());
}

/** The first civil day of the month that `at` falls in, as a column of type DATE is written. */
export function monthColumn(at: Date, timeZone: string): Date {
  return new Date(civilDate(at, timeZone).with({ day: 1 }).toString());
}

/** Whether the civil day `date` has begun in `timeZone`. The product keeps due times as instants; this is for published examples. */
export function hasBegun(date: Temporal.PlainDate, timeZone: string, at: Date): boolean {
  return startOfDay(date, timeZone) <= at;
}

/** The civil day of the first charge after a trial. */
export function firstBillingDate(startedAt: Date, timeZone: string, trial: Every): Temporal.PlainDate {
  return periodStart(civilDate(startedAt, timeZone), trial, 1);
}

/** The same time of day as `at`, `every` later: the end of what was given once and does not renew. */
export function sameTimeAfter(at: Date, timeZone: string, { unit, count }: Every): Date {
  const units = { DAY: "days", WEEK: "weeks", MONTH: "months", YEAR: "years" } as const;
  const start = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(timeZone);
  return new Date(start.add({ [units[unit]]: count }).epochMilliseconds);
}

/** The instant a trial of `days` ends: on the civil day of the first charge, at the time of day it began. */
export function addTrial(startedAt: Date, timeZone: string, days: number): Date {
  return sameTimeAfter(startedAt, timeZone, { unit: "DAY", count: days });
}

/**
 * The civil day that the periods of what begins at `at` count from. A length in days is a promise of whole days, so it counts from the
 * first one; what is left of the day it begins on comes with it.
 */
export function firstDayOf(every: Every, at: Date, timeZone: string): Temporal.PlainDate {
  const day = civilDate(at, timeZone);
  return every.unit === "DAY" && startOfDay(day, timeZone) < at ? day.add({ days: 1 }) : day;
}

/** The first instant of the day that lies `daysLater` after a civil date such as "2026-11-22". */
export function beginningOf(date: string, daysLater: number, timeZone: string): Date {
  return startOfDay(Temporal.PlainDate.from(date).add({ days: daysLater }), timeZone);
}
