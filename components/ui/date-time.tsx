import { useLocale, useTimeZone } from "next-intl";
import { formatDate, formatDateTime } from "#lib/kernel/format.ts";

/** An instant in the reader's language and the account's time zone; the exact instant shows on hover. `dateOnly` leaves the time out. */
export function DateTime({ value, dateOnly, className }: { value: Date | string; dateOnly?: boolean; className?: string }) {
  const locale = useLocale();
  const timeZone = useTimeZone() ?? "UTC";
  const at = typeof value === "string" ? new Date(value) : value;
  const exact = at.toISOString();
  return (
    <time dateTime={exact} title={exact} className={className}>
      {dateOnly ? formatDate(at, locale, timeZone) : formatDateTime(at, locale, timeZone)}
    </time>
  );
}
