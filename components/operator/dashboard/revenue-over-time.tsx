import { useTranslations } from "next-intl";
import { type TimePoint, TimeSeries } from "#components/charts/time-series.tsx";
import { Section } from "#components/ui/card.tsx";
import { toDecimal } from "#lib/kernel/money.ts";
import type { Period } from "#lib/reports/period.ts";
import type { RevenuePoint } from "#lib/reports/revenue.ts";
import { bucketHref, type PaymentsOf } from "#lib/web/lists/report-links.ts";
import { useBucketLabels } from "./bucket-labels.ts";
import { useMoneyFact } from "./money-fact.ts";

export function RevenueOverTime({ points, period, of }: { points: RevenuePoint[]; period: Period; of: PaymentsOf }) {
  const t = useTranslations("operator.dashboard");
  const { currency } = of;
  const named = useBucketLabels(period.unit);
  const fact = useMoneyFact(currency);
  const drawn = (minor: bigint) => Number(toDecimal({ minor, currency }));
  const series: TimePoint[] = points.map(({ bucket, gross, refunded, before }) => ({
    key: bucket,
    ...named(bucket),
    value: drawn(gross),
    before: before === null ? null : drawn(before),
    facts: [
      fact(t("stat.gross", { currency }), gross),
      fact(t("stat.refunds", { currency }), refunded),
      fact(t("stat.net", { currency }), gross - refunded),
      before === null ? { label: t("revenue.before"), text: t("revenue.none"), decimal: "" } : fact(t("revenue.before"), before),
    ],
    href: bucketHref(bucket, period, of),
  }));
  return (
    <Section title={t("revenue.title")} description={t(`revenue.${period.unit}`, { currency, zone: period.timeZone })} className="min-w-0">
      <TimeSeries
        points={series}
        currency={currency}
        label={t("revenue.title")}
        legend={{ value: t("revenue.now"), before: t("revenue.before") }}
      />
    </Section>
  );
}
