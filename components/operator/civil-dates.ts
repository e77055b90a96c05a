import { useLocale } from "next-intl";
import { formatDate } from "#lib/kernel/format.ts";

/** Writes civil dates (`2026-11-22`) as the reader does, isolated so that they stay in one piece in a sentence of either direction. */
export function useCivilDates(): (date: string | null) => string {
  const locale = useLocale();
  return (date) => (date ? `\u2068${formatDate(new Date(`${date}T00:00:00Z`), locale, "UTC")}\u2069` : "…");
}
