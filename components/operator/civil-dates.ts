import { useLocale } from "next-intl";

/** Writes civil dates (`2026-11-22`) as the reader does, isolated so that they stay in one piece in a sentence of either direction. */
export function useCivilDates(): (date: string | null) => string {
  const format = new Intl.DateTimeFormat(useLocale(), { dateStyle: "medium", timeZone: "UTC" });
  return (date) => (date ? `\u2068${format.format(new Date(`${date}T00:00:00Z`))}\u2069` : "…");
}
