import { civilDate, startOfDay, startOfHour } from "#lib/kernel/period.ts";

/** The last days or months up to today. */
export const ROLLING = ["today", "7d", "30d", "90d", "12m"] as const;
/** Months, quarters and years of the calendar, the present ones as far as they have come. */
export const CALENDAR = ["month", "lastMonth", "quarter", "lastQuarter", "year", "lastYear"] as const;
export const PERIODS = [...ROLLING, ...CALENDAR, "custom"] as const;
export type PeriodChoice = (typeof PERIODS)[number];
export const UNITS = ["hour", "day", "week", "month", "quarter", "year"] as const;
export type BucketUnit = (typeof UNITS)[number];

/** From `start` up to, not including, `end`. */
export type Span = { start: Date; end: Date };

export type Period = Span & {
  choice: PeriodChoice;
  timeZone: string;
  /** First and last civil day, both included. */
  from: string;
  to: string;
  /** What its diagram is divided into. */
  unit: BucketUnit;
  /** What it may be divided into. */
  units: BucketUnit[];
  /** It has begun and is not over. */
  running: boolean;
  /** The same length just before; it ends at the same time of day when this period is still running. */
  before: Span;
};

type Named = Exclude<PeriodChoice, "custom">;

const LENGTH: Record<Named, Temporal.Duration> = {
  today: Temporal.Duration.from({ days: 1 }),
  "7d": Temporal.Duration.from({ days: 7 }),
  "30d": Temporal.Duration.from({ days: 30 }),
  "90d": Temporal.Duration.from({ days: 90 }),
  "12m": Temporal.Duration.from({ months: 12 }),
  month: Temporal.Duration.from({ months: 1 }),
  lastMonth: Temporal.Duration.from({ months: 1 }),
  quarter: Temporal.Duration.from({ months: 3 }),
  lastQuarter: Temporal.Duration.from({ months: 3 }),
  year: Temporal.Duration.from({ years: 1 }),
  lastYear: Temporal.Duration.from({ years: 1 }),
};
const LONGEST = Temporal.Duration.from({ years: 10 });

type Asked = { choice: PeriodChoice; from: string | null; to: string | null; unit?: BucketUnit | null };

/**
 * The period an address asks for, in the account's time zone. A custom one without its last day goes on until today (or is the one day
 * that is to come); without its first, it is the thirty days up to the last; without both, the last thirty. A `unit` that would make a diagram of nothing, or of too much, is not taken.
 */
export function periodOf(asked: Asked, timeZone: string, at: Date): Period {
  const today = civilDate(at, timeZone);
  const custom = asked.choice === "custom" ? customDays(asked, today) : null;
  const choice = custom ? "custom" : asked.choice === "custom" ? "30d" : asked.choice;
  const [from, to] = custom ? within(custom) : namedDays(choice as Named, today);
  const length = custom ? Temporal.Duration.from({ days: daysOf(from, to) }) : LENGTH[choice as Named];
  const start = startOfDay(from, timeZone);
  const end = startOfDay(to.add({ days: 1 }), timeZone);
  const running = at >= start && at < end;
  const endSoFar = running ? at : end;
  const before = { start: startOfDay(from.subtract(length), timeZone), end: shiftBack(endSoFar, length, timeZone) };
  const days = daysOf(from, to);
  const units = UNITS.filter((unit) => FITS[unit](days));
  const unit = units.find((each) => each === asked.unit) ?? unitFor(days);
  return { choice, timeZone, from: from.toString(), to: to.toString(), start, end, running, before, unit, units };
}

function customDays({ from, to }: Pick<Asked, "from" | "to">, today: Temporal.PlainDate): string[] | null {
  if (from) return [from, to ?? [from, today.toString()].sort()[1]].sort();
  return to ? [lastDays(Temporal.PlainDate.from(to), LENGTH["30d"]).toString(), to] : null;
}

function within([from, to]: string[]): [Temporal.PlainDate, Temporal.PlainDate] {
  const last = Temporal.PlainDate.from(to);
  return [latest(Temporal.PlainDate.from(from), last.subtract(LONGEST)), last];
}

function namedDays(choice: Named, today: Temporal.PlainDate): [Temporal.PlainDate, Temporal.PlainDate] {
  const month = today.with({ day: 1 });
  const quarter = month.subtract({ months: (month.month - 1) % 3 });
  const year = month.with({ month: 1 });
  const before = (first: Temporal.PlainDate): [Temporal.PlainDate, Temporal.PlainDate] => [
    first.subtract(LENGTH[choice]),
    first.subtract({ days: 1 }),
  ];
  switch (choice) {
    case "month":
      return [month, today];
    case "lastMonth":
      return before(month);
    case "quarter":
      return [quarter, today];
    case "lastQuarter":
      return before(quarter);
    case "year":
      return [year, today];
    case "lastYear":
      return before(year);
    default:
      return [lastDays(today, LENGTH[choice]), today];
  }
}

function lastDays(to: Temporal.PlainDate, length: Temporal.Duration): Temporal.PlainDate {
  return to.subtract(length).add({ days: 1 });
}

function daysOf(from: Temporal.PlainDate, to: Temporal.PlainDate): number {
  return from.until(to, { largestUnit: "days" }).days + 1;
}

function latest(a: Temporal.PlainDate, b: Temporal.PlainDate): Temporal.PlainDate {
  return Temporal.PlainDate.compare(a, b) > 0 ? a : b;
}

function shiftBack(at: Date, length: Temporal.Duration, timeZone: string): Date {
  return new Date(Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(timeZone).subtract(length).epochMilliseconds);
}

/** In how many days a unit says something: at least two of it, and at most some hundred. */
const FITS: Record<BucketUnit, (days: number) => boolean> = {
  hour: (days) => days === 1,
  day: (days) => days > 1 && days <= 120,
  week: (days) => days > 7 && days <= 740,
  month: (days) => days > 31,
  quarter: (days) => days > 92,
  year: (days) => days > 366,
};

/** What a diagram is divided into by itself. */
function unitFor(days: number): BucketUnit {
  if (days <= 1) return "hour";
  if (days <= 31) return "day";
  return days <= 120 ? "week" : "month";
}

/** Whether its buckets are whole months. */
export function inMonths(unit: BucketUnit): boolean {
  return unit in MONTHS;
}

const MONTHS: Partial<Record<BucketUnit, number>> = { month: 1, quarter: 3, year: 12 };

/** The civil day that the bucket of a day begins with. */
function openingOf(day: Temporal.PlainDate, unit: BucketUnit): Temporal.PlainDate {
  if (unit === "week") return day.subtract({ days: day.dayOfWeek - 1 });
  const months = MONTHS[unit];
  return months ? day.with({ day: 1 }).subtract({ months: (day.month - 1) % months }) : day;
}

function lengthOf(unit: BucketUnit): Temporal.DurationLike {
  const months = MONTHS[unit];
  return months ? { months } : { days: unit === "week" ? 7 : 1 };
}

/** The keys of all buckets of a period, in order: the civil hour a bucket begins at, as `2026-11-22T00`. Weeks begin on Monday. */
export function bucketsOf({ from, to, unit }: Pick<Period, "from" | "to" | "unit">): string[] {
  const last = Temporal.PlainDate.from(to);
  const first = Temporal.PlainDate.from(from);
  if (unit === "hour") return Array.from({ length: 24 }, (_, hour) => `${from}T${String(hour).padStart(2, "0")}`);
  const keys: string[] = [];
  for (let day = openingOf(first, unit); Temporal.PlainDate.compare(day, last) <= 0; day = day.add(lengthOf(unit))) keys.push(`${day}T00`);
  return keys;
}

/** The instants that buckets begin at, by their keys, each until the next one; the last until the period ends. */
export function bucketStarts(keys: string[], { timeZone }: Pick<Period, "timeZone">): Date[] {
  return keys.map((key) => startOfHour(Temporal.PlainDate.from(key.slice(0, 10)), Number(key.slice(11)), timeZone));
}

/** The first and last civil day of a bucket, kept inside its period: what the list behind it shows. */
export function bucketDays(key: string, { from, to, unit }: Pick<Period, "from" | "to" | "unit">): { from: string; to: string } {
  const day = Temporal.PlainDate.from(key.slice(0, 10));
  const last = day.add(lengthOf(unit)).subtract({ days: 1 });
  return { from: [day.toString(), from].sort()[1], to: [last.toString(), to].sort()[0] };
}
