import { useLocale, useTranslations } from "next-intl";
import { dateFormat } from "#lib/kernel/intl.ts";
import type { BucketUnit } from "#lib/reports/period.ts";

/** Bucket keys are civil times of the account, so they are formatted as they are, in UTC. */
const LABELS: Record<BucketUnit, { short: Intl.DateTimeFormatOptions; long: Intl.DateTimeFormatOptions }> = {
  hour: { short: { hour: "numeric" }, long: { dateStyle: "medium", timeStyle: "short" } },
  day: { short: { day: "numeric", month: "short" }, long: { weekday: "short", day: "numeric", month: "short", year: "numeric" } },
  week: { short: { day: "numeric", month: "short" }, long: { day: "numeric", month: "short", year: "numeric" } },
  month: { short: { month: "short", year: "2-digit" }, long: { month: "long", year: "numeric" } },
  quarter: { short: { year: "numeric" }, long: { year: "numeric" } },
  year: { short: { year: "numeric" }, long: { year: "numeric" } },
};

/** What a bucket of a period is called below a diagram, and in words. */
export function useBucketLabels(unit: BucketUnit): (bucket: string) => { label: string; title: string } {
  const t = useTranslations("operator.dashboard");
  const locale = useLocale();
  const { short, long } = LABELS[unit];
  const [brief, whole] = [short, long].map((format) => dateFormat(locale, { ...format, timeZone: "UTC" }));
  return (bucket) => {
    const at = new Date(`${bucket}:00Z`);
    const title = whole.format(at);
    const quarter = Math.floor(at.getUTCMonth() / 3) + 1;
    if (unit === "quarter") return { label: t("quarterOf", { quarter, year: title }), title: t("quarterOf", { quarter, year: title }) };
    return { label: brief.format(at), title: unit === "week" ? t("weekOf", { day: title }) : title };
  };
}
