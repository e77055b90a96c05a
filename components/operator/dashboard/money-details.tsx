import { useLocale, useTranslations } from "next-intl";
import { Money } from "#components/ui/money.tsx";
import { Stat } from "#components/ui/stat.tsx";
import { numberFormat } from "#lib/kernel/intl.ts";
import { multiplyHalfAwayFromZero } from "#lib/kernel/money.ts";
import type { Period } from "#lib/reports/period.ts";
import type { RevenueTotals } from "#lib/reports/revenue.ts";
import type { Counted, RevenueDetails } from "#lib/reports/revenue-details.ts";
import type { StateCount } from "#lib/reports/transactions-by-state.ts";
import { chargesByStateHref, type PaymentsOf, paymentsHref } from "#lib/web/lists/report-links.ts";
import { useChange } from "./use-change.ts";

type Props = {
  totals: { now: RevenueTotals; before: RevenueTotals };
  states: StateCount[];
  /** Null where the payments are narrowed: the ledger does not tell them apart. */
  details: RevenueDetails | null;
  period: Period;
  of: PaymentsOf;
};

/** What a payment is on average, how many go through, and what is taken off or comes back. */
export function MoneyDetails({ totals: { now, before }, states, details, period, of }: Props) {
  const t = useTranslations("operator.dashboard.stat");
  const change = useChange();
  const locale = useLocale();
  const percent = numberFormat(locale, { style: "percent", maximumFractionDigits: 1 });
  const number = numberFormat(locale);
  const { currency, ...narrowed } = of;
  const money = (minor: bigint) => <Money value={{ minor, currency }} />;
  const [average, averageBefore] = [averageOf(now), averageOf(before)];
  const rate = successRate(states);
  const counted = (name: "recovered" | "disputed", figures: { now: Counted; before: Counted }, wish: "more" | "less") => (
    <Stat
      label={t(name, { count: figures.now.count, shown: number.format(figures.now.count), currency })}
      definition={t(`${name}Definition`)}
      value={money(figures.now.amount)}
      change={change(figures.now.amount, figures.before.amount, wish)}
    />
  );
  return (
    <div className="grid grid-cols-2 gap-3 sm:gap-4 lg:grid-cols-3 xl:grid-cols-6">
      <Stat
        label={t("average", { currency })}
        definition={t("averageDefinition")}
        value={average === null ? t("unknown") : money(average)}
        change={average === null || averageBefore === null ? undefined : change(average, averageBefore)}
        href={paymentsHref(period, of)}
      />
      <Stat
        label={t("success")}
        definition={t("successDefinition")}
        value={rate === null ? t("unknown") : <bdi>{percent.format(rate)}</bdi>}
        href={chargesByStateHref(period, "DECLINED", narrowed)}
      />
      {details && (
        <>
          <Stat label={t("tax", { currency })} definition={t("taxDefinition")} value={money(details.tax)} />
          <Stat label={t("fees", { currency })} definition={t("feesDefinition")} value={money(details.fees)} />
          {counted("recovered", details.recovered, "more")}
          {counted("disputed", details.disputed, "less")}
        </>
      )}
    </div>
  );
}

function averageOf({ gross, payments }: RevenueTotals): bigint | null {
  return payments > 0 ? multiplyHalfAwayFromZero(gross, 1n, BigInt(payments)) : null;
}

/** Of the charges that have ended, those that went through. */
function successRate(states: StateCount[]): number | null {
  const of = (status: StateCount["status"]) => states.find((state) => state.status === status)?.count ?? 0;
  const ended = of("SUCCEEDED") + of("DECLINED");
  return ended > 0 ? of("SUCCEEDED") / ended : null;
}
