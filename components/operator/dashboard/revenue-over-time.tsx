import { useLocale, useTranslations } from "next-intl";
import { type TimePoint, TimeSeries } from "#components/charts/time-series.tsx";
import { Section } from "#components/ui/card.tsx";
import { formatMoney } from "#lib/kernel/format.ts";
import { dateFormat } from "#lib/kernel/intl.ts";
import { toDecimal } from "#lib/kernel/money.ts";
import type { BucketUnit, Period } from "#lib/reports/period.ts";
import type { RevenuePoint } from "#lib/reports/revenue.ts";
import { bucketHref } from "#lib/web/lists/report-links.ts";

/** Bucket keys are civil times of the account, so they are formatted as they are, in UTC. */
const LABELS: Record<BucketUnit, { short: Intl.DateTimeFormatOptions; long: Intl.DateTimeFormatOptions }> = {
  hour: { short: { hour: "numeric" }, long: { dateStyle: "medium", timeStyle: "short" } },
  day: { short: { day: "numeric", month: "short" }, long: { weekday: "short", day: "numeric", month: "short", year: "numeric" } },
  week: { short: { day: "numeric", month: "short" }, long: { day: "numeric", month: "short", year: "numeric" } },
  month: { short: { month: "short", year: "2-digit" }, long: { month: "long", year: "numeric" } },
};

export function RevenueOverTime({ points, period, currency }: { points: RevenuePoint[]; period: Period; currency: string }) {
  const t = useTranslations("operator.dashboard");
  const locale = useLocale();
  const { short, long } = LABELS[period.unit];
  const labels = {
    short: dateFormat(locale, { ...short, timeZone: "UTC" }),
    long: dateFormat(locale, { ...long, timeZone: "UTC" }),
  };
  const text = (minor: bigint) => formatMoney({ minor, currency }, locale);
  const series: TimePoint[] = points.map(({ bucket, gross, refunded }) => {
    const at = new Date(`${bucket}:00Z`);
    const title = labels.long.format(at);
    return {
      key: bucket,
      label: labels.short.format(at),
      title: period.unit === "week" ? t("weekOf", { day: title }) : title,
      value: Number(toDecimal({ minor: gross, currency })),
      facts: [
        { label: t("stat.gross", { currency }), text: text(gross) },
        { label: t("stat.refunds", { currency }), text: text(refunded) },
        { label: t("stat.net", { currency }), text: text(gross - refunded) },
      ],
      href: bucketHref(bucket, period, currency),
    };
  });
  return (
    <Section title={t("revenue.title")} description={t(`revenue.${period.unit}`, { currency, zone: period.timeZone })} className="min-w-0">
      <TimeSeries points={series} currency={currency} label={t("revenue.title")} />
    </Section>
  );
}
