/** A length of time as a contract names it, e.g. three months. */
export type Length = { unit: "days" | "weeks" | "months" | "years"; count: number };

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

export const after = (at: Date, ms: number) => new Date(at.getTime() + ms);
export const earlier = (one: Date, other: Date) => (one < other ? one : other);
export const later = (one: Date, other: Date) => (one > other ? one : other);

/** What a wall clock in `zone` shows. */
const local = (at: Date, zone: string) => Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(zone);

/** The day on the calendar in `zone`. */
export const dayOf = (at: Date, zone: string) => local(at, zone).toPlainDate();

/** The first instant of a day in `zone`. */
export const beginOf = (day: Temporal.PlainDate, zone: string) => new Date(day.toZonedDateTime({ timeZone: zone }).epochMilliseconds);

export const beginOfTomorrow = (now: Date, zone: string) => beginOf(dayOf(now, zone).add({ days: 1 }), zone);

/** The same time of day, a length later: the end of what was given once. */
export const sameTimeAfter = (at: Date, zone: string, { unit, count }: Length) =>
  new Date(local(at, zone).add({ [unit]: count }).epochMilliseconds);

/** The day that periods count from: the one on which the first paid period begins. A plan of days counts whole days, so from the next midnight. */
export function anchorFor(begun: Date, zone: string, { unit }: Length): Temporal.PlainDate {
  const day = dayOf(begun, zone);
  return unit === "days" && begun > beginOf(day, zone) ? day.add({ days: 1 }) : day;
}

/** The first instant of the period `index`, counted from the anchor, so that the 31st comes back after a short month. */
export const periodBegin = (anchor: Temporal.PlainDate, zone: string, length: Length, index: number, day: number | null = null) =>
  beginOf(day !== null && index > 0 ? onBillingDay(anchor, length, index, day) : anchor.add({ [length.unit]: length.count * index }), zone);

/** Where all periods are billed on one day of the month the first one is short: it ends on the first such day, unless it began on one. */
function onBillingDay(anchor: Temporal.PlainDate, length: Length, index: number, day: number): Temporal.PlainDate {
  const inMonth = inMonthOf(anchor, day);
  const short = Temporal.PlainDate.compare(inMonth, anchor);
  const month = inMonth.with({ day: 1 }).add({ months: short < 0 ? 1 : 0 });
  return inMonthOf(month.add({ months: monthsOf(length) * (short === 0 ? index : index - 1) }), day);
}

const inMonthOf = (month: Temporal.PlainDate, day: number) => month.with({ day: Math.min(day, month.daysInMonth) });
const monthsOf = ({ unit, count }: Length) => (unit === "years" ? 12 * count : count);

/** Which part of a whole period one is, in days, where a billing day has cut it short. One that a pause has moved ends on another day, as a whole one would. */
export function cutShort(begun: Date, end: Date, zone: string, length: Length, day: number | null): Part | undefined {
  if (day === null) return undefined;
  const [first, last] = [dayOf(begun, zone), dayOf(end, zone)];
  const moved = !last.equals(inMonthOf(last, day));
  const whole = inMonthOf(last.with({ day: 1 }).subtract({ months: monthsOf(length) }), moved ? last.day : day);
  const [left, all] = [first, whole].map((from) => BigInt(from.until(last).days));
  return left < all ? { left, whole: all } : undefined;
}

/** Two names of one length, as a year is twelve months. */
export const isSameLength = (one: Length, other: Length) => inTenths(one) === inTenths(other);

export const isLonger = (one: Length, other: Length) => inTenths(one) > inTenths(other);

/** In tenths of a day, as good as a mean month goes. */
const inTenths = ({ unit, count }: Length) => count * { days: 10, weeks: 70, months: 304, years: 3648 }[unit];

export type Part = { left: bigint; whole: bigint };
export type Policy = "second" | "day";

/** What is left of a period: to the instant, or in days of the calendar, of which today is one. All of it before it begins. */
export function leftOf({ start, end }: { start: Date; end: Date }, at: Date, zone: string, policy: Policy): Part {
  const from = later(at, start);
  if (policy === "second") return { left: BigInt(end.getTime() - from.getTime()), whole: BigInt(end.getTime() - start.getTime()) };
  const days = (from: Date) => BigInt(dayOf(from, zone).until(dayOf(end, zone)).days);
  return { left: days(from), whole: days(start) };
}
