import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { BarList } from "#components/charts/bar-list.tsx";
import { type TimePoint, TimeSeries } from "#components/charts/time-series.tsx";
import { Section } from "#components/ui/card.tsx";
import { Money } from "#components/ui/money.tsx";
import { Stat } from "#components/ui/stat.tsx";
import { Table, Td, Th, Tr } from "#components/ui/table.tsx";
import { numberFormat } from "#lib/kernel/intl.ts";
import { toDecimal } from "#lib/kernel/money.ts";
import type { MrrFigures, MrrKind } from "#lib/reports/mrr/figures.ts";
import type { MrrReport, PlanMrr } from "#lib/reports/mrr/report.ts";
import type { Period } from "#lib/reports/period.ts";
import { useBucketLabels } from "./bucket-labels.ts";
import { useMoneyFact } from "./money-fact.ts";
import { useChange } from "./use-change.ts";

/** In the order in which they are told. */
const KINDS: MrrKind[] = ["NEW", "REACTIVATION", "EXPANSION", "CONTRACTION", "CHURN"];

type Props = { report: MrrReport | null; period: Period; currency: string; plans: { id: string; name: string }[] };

/** What subscriptions bring a month, what moved it in the period, and what follows of that. */
export function RecurringRevenue({ report, period, currency, plans }: Props) {
  const t = useTranslations("operator.dashboard.mrr");
  if (!report)
    return (
      <Section title={t("title")}>
        <p className="py-6 text-center text-sm text-muted">{t("beingMade")}</p>
      </Section>
    );
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <MrrStats report={report} currency={currency} />
      <div className="grid grid-cols-[minmax(0,1fr)] gap-4 xl:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <MrrOverTime points={report.points} period={period} currency={currency} />
        <Section title={t("movements.title")} description={t("movements.description", { currency })} className="min-w-0">
          <MovementTable figures={report.now} currency={currency} />
        </Section>
      </div>
      <MrrByPlan rows={report.byPlan} currency={currency} plans={plans} />
    </div>
  );
}

function MrrStats({ report: { now, before }, currency }: { report: MrrReport; currency: string }) {
  const t = useTranslations("operator.dashboard.mrr.stat");
  const change = useChange();
  const percent = numberFormat(useLocale(), { style: "percent", maximumFractionDigits: 1 });
  const money = (minor: bigint) => <Money value={{ minor, currency }} />;
  const rate = (ppm: bigint) => <bdi>{percent.format(Number(ppm) / 1_000_000)}</bdi>;
  const stat = (name: StatName, value: (figure: bigint) => ReactNode, wish?: "less") => {
    const [is, was] = [FIGURES[name](now), FIGURES[name](before)];
    return (
      <Stat
        label={t(`${name}.label`, { currency })}
        definition={t(`${name}.definition`)}
        value={is === null ? t("unknown") : value(is)}
        change={is === null || was === null ? undefined : change(is, was, wish)}
      />
    );
  };
  return (
    <div className="grid grid-cols-2 gap-3 sm:gap-4 lg:grid-cols-3 xl:grid-cols-6">
      {stat("mrr", money)}
      {stat("arpu", money)}
      {stat("customerChurn", rate, "less")}
      {stat("netChurn", rate, "less")}
      {stat("lifetimeValue", money)}
      {stat("trialConversion", rate)}
    </div>
  );
}

const FIGURES = {
  mrr: ({ closing }: MrrFigures) => closing.mrr,
  arpu: ({ arpu }: MrrFigures) => arpu,
  customerChurn: ({ customerChurnPpm }: MrrFigures) => customerChurnPpm,
  netChurn: ({ netChurnPpm }: MrrFigures) => netChurnPpm,
  lifetimeValue: ({ lifetimeValue }: MrrFigures) => lifetimeValue,
  trialConversion: ({ trialConversionPpm }: MrrFigures) => trialConversionPpm,
} satisfies Record<string, (figures: MrrFigures) => bigint | null>;
type StatName = keyof typeof FIGURES;

/** What is still to come has no figures, and no place in the diagram. */
function MrrOverTime({ points, period, currency }: { points: MrrReport["points"] } & Pick<Props, "period" | "currency">) {
  const t = useTranslations("operator.dashboard.mrr");
  const named = useBucketLabels(period.unit);
  const fact = useMoneyFact(currency);
  const series: TimePoint[] = points.flatMap(({ bucket, figures }) => {
    if (!figures) return [];
    const { opening, movements, closing } = figures;
    return [
      {
        key: bucket,
        ...named(bucket),
        value: Number(toDecimal({ minor: closing.mrr, currency })),
        facts: [
          fact(t("opening"), opening.mrr),
          ...KINDS.map((kind) => fact(t(`kind.${kind}`), movements[kind].mrr)),
          fact(t("closing"), closing.mrr),
        ],
      },
    ];
  });
  return (
    <Section title={t("title")} description={t("description", { currency })} className="min-w-0">
      <TimeSeries points={series} currency={currency} label={t("title")} />
    </Section>
  );
}

/** From what there was to what there is: the amounts add up. */
function MovementTable({ figures: { opening, movements, closing }, currency }: { figures: MrrFigures; currency: string }) {
  const t = useTranslations("operator.dashboard.mrr");
  const number = numberFormat(useLocale());
  const row = (name: string, subscribers: number, mrr: bigint, total = false) => (
    <Tr key={name} className={total ? "font-semibold" : undefined}>
      <Td>{name}</Td>
      <Td numeric>
        <bdi>{number.format(subscribers)}</bdi>
      </Td>
      <Td numeric>
        <Money value={{ minor: mrr, currency }} />
      </Td>
    </Tr>
  );
  return (
    <Table label={t("movements.title")}>
      <thead>
        <tr>
          <Th>{t("movements.what")}</Th>
          <Th numeric>{t("movements.subscribers")}</Th>
          <Th numeric>{t("movements.amount")}</Th>
        </tr>
      </thead>
      <tbody>
        {row(t("opening"), opening.subscribers, opening.mrr, true)}
        {KINDS.map((kind) => row(t(`kind.${kind}`), movements[kind].count, movements[kind].mrr))}
        {row(t("closing"), closing.subscribers, closing.mrr, true)}
      </tbody>
    </Table>
  );
}

function MrrByPlan({ rows, currency, plans }: { rows: PlanMrr[] } & Pick<Props, "currency" | "plans">) {
  const t = useTranslations("operator.dashboard.mrr");
  const number = numberFormat(useLocale());
  const nameOf = new Map(plans.map(({ id, name }) => [id, name]));
  const longest = Math.max(1, ...rows.map(({ closing }) => Number(closing)));
  const items = rows.map(({ planId, closing, subscribers }) => ({
    key: planId,
    label: <bdi>{nameOf.get(planId)}</bdi>,
    value: (
      <span className="flex gap-3">
        <span className="font-normal text-muted">{t("subscribers", { count: subscribers, shown: number.format(subscribers) })}</span>
        <Money value={{ minor: closing, currency }} />
      </span>
    ),
    share: Math.max(Number(closing), 0) / longest,
  }));
  return (
    <Section title={t("plans.title")} description={t("plans.description", { currency })} className="min-w-0">
      {items.length > 0 ? (
        <BarList items={items} label={t("plans.title")} />
      ) : (
        <p className="py-6 text-center text-sm text-muted">{t("plans.empty")}</p>
      )}
    </Section>
  );
}
