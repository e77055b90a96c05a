import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { type BarItem, BarList } from "#components/charts/bar-list.tsx";
import { Section } from "#components/ui/card.tsx";
import { cx } from "#components/ui/class-names.ts";
import { Money } from "#components/ui/money.tsx";
import { formatMoney } from "#lib/kernel/format.ts";
import { numberFormat, regionNames } from "#lib/kernel/intl.ts";
import type { Period } from "#lib/reports/period.ts";
import type { RevenueShare } from "#lib/reports/revenue.ts";
import type { PlanShare } from "#lib/reports/subscriptions.ts";
import type { StateCount } from "#lib/reports/transactions-by-state.ts";
import { activeHref, chargesByStateHref, type PaymentsOf, paymentsHref } from "#lib/web/lists/report-links.ts";
import { useCivilDates } from "../civil-dates.ts";
import { useGatewayName } from "../plugin-names.ts";

type Props = {
  period: Period;
  of: PaymentsOf;
  states: StateCount[];
  /** Null where they cannot be told apart as the payments are. */
  byPlan: PlanShare[] | null;
  byGateway: RevenueShare[];
  byCountry: RevenueShare[];
  revenueByPlan: RevenueShare[];
  plans: { id: string; name: string }[];
};

const COLORS: Record<StateCount["status"], string> = {
  SUCCEEDED: "var(--color-positive)",
  DECLINED: "var(--color-negative)",
  PENDING: "var(--color-info)",
  UNKNOWN: "var(--color-warning)",
  NEEDS_ACTION: "var(--color-warning)",
  CANCELED: "var(--color-line-strong)",
};
const SHOWN = 8;

/** The period's parts: payments by plan, state, gateway and country, and subscriptions by plan. */
export function Breakdowns({ period, of, states, byPlan, byGateway, byCountry, revenueByPlan, plans }: Props) {
  const t = useTranslations("operator.dashboard");
  const status = useTranslations("operator.status.transaction");
  const gatewayName = useGatewayName();
  const day = useCivilDates();
  const locale = useLocale();
  const { currency, ...narrowed } = of;
  const number = numberFormat(locale);
  const regions = regionNames(locale);

  const stateItems = withShares(states, (row) => row.count).map(({ row, share }) => ({
    key: row.status,
    label: status(`${row.status}.label`),
    value: number.format(row.count),
    share,
    color: COLORS[row.status],
    href: chargesByStateHref(period, row.status, narrowed),
  }));
  const planItems = withShares(
    (byPlan ?? []).filter(({ count }) => count > 0),
    (row) => row.count,
  ).map(({ row, share }) => ({
    key: row.planId,
    label: <bdi>{row.plan}</bdi>,
    value: number.format(row.count),
    share,
    href: activeHref(period, row.planId),
  }));
  const gatewayItems = withShares(byGateway, (row) => Number(row.gross)).map(({ row, share }) => ({
    key: row.key ?? "",
    label: gatewayName(row.key ?? ""),
    value: <Grown row={row} currency={currency} />,
    share,
    href: paymentsHref(period, { ...of, gateway: row.key }),
  }));
  const countryItems = withShares(byCountry, (row) => Number(row.gross)).map(({ row, share }) => ({
    key: row.key ?? "",
    label: row.key ? regions.of(row.key) : t("country.unknown"),
    value: <Grown row={row} currency={currency} />,
    share,
    href: paymentsHref(period, { ...of, country: row.key ?? "none" }),
  }));

  const nameOf = new Map(plans.map(({ id, name }) => [id, name]));
  const planRevenueItems = withShares(revenueByPlan, (row) => Number(row.gross)).map(({ row, share }) => ({
    key: row.key ?? "",
    label: row.key ? <bdi>{nameOf.get(row.key)}</bdi> : t("planRevenue.none"),
    value: <Grown row={row} currency={currency} />,
    share,
    href: row.key ? paymentsHref(period, { ...of, plan: row.key }) : undefined,
  }));

  return (
    <>
      <Breakdown
        title={t("planRevenue.title")}
        description={t("planRevenue.description", { currency })}
        items={planRevenueItems}
        empty={t("revenue.empty")}
      />
      <Breakdown title={t("states.title")} description={t("states.description")} items={stateItems} empty={t("states.empty")} />
      {byPlan && (
        <Breakdown
          title={t("plans.title")}
          description={period.running ? t("plans.now") : t("plans.then", { day: day(period.to) })}
          items={planItems}
          empty={t("plans.empty")}
        />
      )}
      <Breakdown
        title={t("gateway.title")}
        description={t("gateway.description", { currency })}
        items={gatewayItems}
        empty={t("revenue.empty")}
      />
      <Breakdown
        title={t("country.title")}
        description={t("country.description", { currency })}
        items={countryItems}
        empty={t("revenue.empty")}
      />
    </>
  );
}

/** An amount, and by how much it is more or less than in the period before: these add up to what the total changed. */
function Grown({ row: { gross, before }, currency }: { row: RevenueShare; currency: string }) {
  const t = useTranslations("operator.dashboard");
  const locale = useLocale();
  const change = gross - before;
  const tone = change > 0n ? "text-positive" : change < 0n ? "text-negative" : "text-muted";
  const text = formatMoney({ minor: change, currency }, locale, "exceptZero");
  return (
    <span className="flex items-baseline gap-3">
      <span className={cx("text-xs font-normal", tone)}>
        <bdi aria-hidden>{text}</bdi>
        <span className="sr-only">{t("grown", { change: text })}</span>
      </span>
      <Money value={{ minor: gross, currency }} />
    </span>
  );
}

/** The largest parts; the others one click away, so that the sum is whole. */
function Breakdown({ title, description, items, empty }: { title: string; description: ReactNode; items: BarItem[]; empty: string }) {
  const t = useTranslations("operator.dashboard");
  const others = items.slice(SHOWN);
  return (
    <Section title={title} description={description} className="min-w-0">
      {items.length > 0 ? (
        <BarList items={items.slice(0, SHOWN)} label={title} />
      ) : (
        <p className="py-6 text-center text-sm text-muted">{empty}</p>
      )}
      {others.length > 0 && (
        <details className="mt-2">
          <summary className="inline-flex px-2.5 text-xs text-muted hover:text-ink">{t("others", { count: others.length })}</summary>
          <div className="mt-1">
            <BarList items={others} label={t("others", { count: others.length })} />
          </div>
        </details>
      )}
    </Section>
  );
}

function withShares<Row>(rows: Row[], size: (row: Row) => number): { row: Row; share: number }[] {
  const longest = Math.max(1, ...rows.map(size));
  return rows.map((row) => ({ row, share: size(row) / longest }));
}
