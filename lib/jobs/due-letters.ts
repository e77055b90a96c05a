import type { Operator } from "#lib/db/generated/client.ts";

/** A letter to an operator about the days `from` to `to`; the same period is told once. */
export type DueLetter = { key: "digest" | "monthly_reports"; dedupeKey: string; from: string; to: string };

/** The hour of the account's time zone from which letters are sent. */
const MORNING = 7;
/** Until this day of a month, those who chose letters are sent where the reports of the last one are. */
const LAST_DAY_OF_REPORTS = 7;

/** What an operator is to get by now: of yesterday or the last week from Monday to Sunday, as they chose, and of the last month. */
export function dueLetters({ id, digest }: Pick<Operator, "id" | "digest">, at: Date, timeZone: string): DueLetter[] {
  const zoned = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(timeZone);
  if (digest === "NEVER" || zoned.hour < MORNING) return [];
  const today = zoned.toPlainDate();
  const month = today.with({ day: 1 });
  const end = digest === "DAILY" ? today : today.subtract({ days: today.dayOfWeek - 1 });
  const digestDays = { from: end.subtract({ days: digest === "DAILY" ? 1 : 7 }).toString(), to: end.subtract({ days: 1 }).toString() };
  const monthDays = { from: month.subtract({ months: 1 }).toString(), to: month.subtract({ days: 1 }).toString() };
  return [
    { key: "digest", dedupeKey: `digest:${id}:${digestDays.from}:${digestDays.to}`, ...digestDays },
    ...(today.day > LAST_DAY_OF_REPORTS
      ? []
      : [{ key: "monthly_reports" as const, dedupeKey: `monthly_reports:${id}:${monthDays.from}`, ...monthDays }]),
  ];
}
