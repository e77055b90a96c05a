import { useLocale, useTranslations } from "next-intl";
import { type TimePoint, TimeSeries } from "#components/charts/time-series.tsx";
import { Section } from "#components/ui/card.tsx";
import { formatMoney } from "#lib/kernel/format.ts";
import { toDecimal } from "#lib/kernel/money.ts";
import type { Period } from "#lib/reports/period.ts";
import type { RevenuePoint } from "#lib/reports/revenue.ts";
import { bucketHref } from "#lib/web/lists/report-links.ts";
import { useBucketLabels } from "./bucket-labels.ts";

export function RevenueOverTime({ points, period, currency }: { points: RevenuePoint[]; period: Period; currency: string }) {
  const t = useTranslations("operator.dashboard");
  const locale = useLocale();
  const named = useBucketLabels(period.unit);
  const text = (minor: bigint) => formatMoney({ minor, currency }, locale);
  const series: TimePoint[] = points.map(({ bucket, gross, refunded }) => ({
    key: bucket,
    ...named(bucket),
    value: Number(toDecimal({ minor: gross, currency })),
    facts: [
      { label: t("stat.gross", { currency }), text: text(gross) },
      { label: t("stat.refunds", { currency }), text: text(refunded) },
      { label: t("stat.net", { currency }), text: text(gross - refunded) },
    ],
    href: bucketHref(bucket, period, currency),
  }));
  return (
    <Section title={t("revenue.title")} description={t(`revenue.${period.unit}`, { currency, zone: period.timeZone })} className="min-w-0">
      <TimeSeries points={series} currency={currency} label={t("revenue.title")} />
    </Section>
  );
}
