import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import pLimit from "p-limit";
import { AttentionList } from "#components/operator/dashboard/attention-list.tsx";
import { Breakdowns } from "#components/operator/dashboard/breakdowns.tsx";
import { DashboardFilters } from "#components/operator/dashboard/dashboard-filters.tsx";
import { FailedTodayList } from "#components/operator/dashboard/failed-today.tsx";
import { FirstSteps } from "#components/operator/dashboard/first-steps.tsx";
import { Funnel } from "#components/operator/dashboard/funnel.tsx";
import { MoneyDetails } from "#components/operator/dashboard/money-details.tsx";
import { PeriodPicker } from "#components/operator/dashboard/period-picker.tsx";
import { RecurringRevenue } from "#components/operator/dashboard/recurring-revenue.tsx";
import { RevenueOverTime } from "#components/operator/dashboard/revenue-over-time.tsx";
import { MoneyStats, SubscriptionStats } from "#components/operator/dashboard/stats.tsx";
import { ListEmpty } from "#components/operator/list-empty.tsx";
import { cx } from "#components/ui/class-names.ts";
import { CalendarX2 } from "#components/ui/icons.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { requireOperator } from "#lib/identity/session.ts";
import { now } from "#lib/kernel/clock.ts";
import { env } from "#lib/kernel/env.ts";
import { gateways } from "#lib/payments/registry.ts";
import { needsAttention } from "#lib/reports/attention.ts";
import { dueDisputes } from "#lib/reports/due-disputes.ts";
import { failedToday } from "#lib/reports/failed-today.ts";
import { FUNNEL_GROUPS, funnel } from "#lib/reports/funnel.ts";
import { dashboardChoices } from "#lib/reports/list-choices.ts";
import { missingRates } from "#lib/reports/missing-rates.ts";
import { mrrReport } from "#lib/reports/mrr/report.ts";
import { isNarrowed } from "#lib/reports/narrowing.ts";
import { CALENDAR, PERIODS, periodOf, ROLLING, UNITS } from "#lib/reports/period.ts";
import { revenue } from "#lib/reports/revenue.ts";
import { revenueDetails } from "#lib/reports/revenue-details.ts";
import { shopProgress } from "#lib/reports/shop-progress.ts";
import { runningSubscriptions } from "#lib/reports/subscriptions.ts";
import { transactionsByState } from "#lib/reports/transactions-by-state.ts";
import { requestSettings } from "#lib/settings/request-settings.ts";
import { closedPlaces } from "#lib/web/lists/closed-places.ts";
import {
  choiceParam,
  currencyParam,
  dateParam,
  idParam,
  isFiltered,
  nameParam,
  pageAddress,
  readFilters,
  type SearchParams,
} from "#lib/web/lists/page-params.ts";

const PARAMS = {
  period: choiceParam(PERIODS, "30d"),
  from: dateParam(),
  to: dateParam(),
  unit: choiceParam(UNITS),
  currency: currencyParam(),
  plan: idParam(),
  gateway: nameParam(),
  country: nameParam(),
  funnelBy: choiceParam(FUNNEL_GROUPS, "source"),
};

/** The connections that one dashboard may take of the pool, which payments need too. */
const REPORTS_AT_ONCE = 3;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("operator.nav");
  return { title: t("dashboard") };
}

export default async function DashboardPage({ searchParams }: { searchParams: SearchParams }) {
  const operator = await requireOperator();
  const [{ values: params, unreadable }, settings, t] = await Promise.all([
    readFilters(PARAMS, searchParams),
    requestSettings(),
    getTranslations("operator.dashboard"),
  ]);
  const { market, company } = settings;
  const closed = closedPlaces(operator.role);
  const currency = params.currency ?? market.defaultCurrency;
  const period = periodOf({ ...params, choice: params.period }, company.timeZone, now());
  const of = { planId: params.plan, gateway: params.gateway, country: params.country };
  // Who subscribed did so by no gateway, and from no country.
  const ofPlan = of.gateway === null && of.country === null;
  const few = pLimit(REPORTS_AT_ONCE);
  const [choices, money, details, subscriptions, states, visited, attention, missing, disputes, mrr, failed] = await Promise.all([
    few(() => dashboardChoices(market.currencies, market.defaultCurrency)),
    few(() => revenue(period, currency, of)),
    few(async () => (isNarrowed(of) ? null : revenueDetails(period, currency))),
    few(() => runningSubscriptions(period, ofPlan ? of.planId : null)),
    few(() => transactionsByState(period, of)),
    few(() => funnel(period, params.funnelBy)),
    few(() => needsAttention(now(), company.timeZone)),
    few(() => missingRates(settings)),
    few(() => dueDisputes(now())),
    few(() => mrrReport(period, currency)),
    few(() => failedToday(company.timeZone)),
  ]);
  const { points, byGateway, byCountry, byPlan: revenueByPlan } = money;
  const { totals, byPlan, sold } = subscriptions;
  const progress = sold ? null : await shopProgress();
  const { plans } = choices;
  const narrowed = { plan: params.plan, gateway: params.gateway, country: params.country };
  const payments = { currency, ...narrowed };
  const funnelBy = params.funnelBy === FUNNEL_GROUPS[0] ? null : params.funnelBy;
  const chosen = given({ currency: params.currency, unit: params.unit, ...narrowed, funnelBy });
  const days = period.choice === "custom" ? { from: period.from, to: period.to } : {};
  const named = (choice: (typeof ROLLING | typeof CALENDAR)[number]) => ({
    choice,
    href: pageAddress("/operator", { period: choice, ...chosen }),
  });

  return (
    <>
      <PageHeader
        title={t("title")}
        actions={
          <PeriodPicker
            choice={period.choice}
            from={period.from}
            to={period.to}
            rolling={ROLLING.map(named)}
            calendar={CALENDAR.map(named)}
            unreadable={unreadable}
            kept={chosen}
          />
        }
      />
      <DashboardFilters
        {...{ currency, of, unreadable }}
        unit={period.unit}
        choices={{ ...choices, units: period.units }}
        kept={given({ period: period.choice, ...days, funnelBy })}
      />
      {isFiltered(unreadable) ? (
        <ListEmpty icon={<CalendarX2 aria-hidden />} path="/operator" kept={unreadable} unreadable={unreadable} title="" text="" />
      ) : (
        <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
          {progress && <FirstSteps {...{ progress, closed }} canTakePayments={gateways(settings).length > 0} shopAddress={env().APP_URL} />}
          <MoneyStats totals={money} period={period} of={payments} />
          <MoneyDetails totals={money} {...{ states, details, period }} of={payments} />
          <div className="grid grid-cols-[minmax(0,1fr)] gap-4 xl:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
            <FailedTodayList failed={failed} />
            <AttentionList {...{ attention, missing, disputes, closed }} home={company.country} />
          </div>
          <div className={cx("grid grid-cols-[minmax(0,1fr)] gap-4", ofPlan && "xl:grid-cols-[minmax(0,3fr)_minmax(0,1fr)]")}>
            <RevenueOverTime points={points} period={period} of={payments} />
            {ofPlan && <SubscriptionStats totals={totals} period={period} plan={of.planId ?? undefined} />}
          </div>
          <div className="grid grid-cols-[minmax(0,1fr)] gap-4 md:grid-cols-2 xl:grid-cols-3">
            <Breakdowns {...{ period, states, byGateway, byCountry, revenueByPlan, plans }} of={payments} byPlan={ofPlan ? byPlan : null} />
          </div>
          {isNarrowed(of) && (
            <h2 className="mt-4 text-sm font-medium text-muted">{t(ofPlan ? "filter.notOfPlan" : "filter.notNarrowed")}</h2>
          )}
          {!ofPlan && <SubscriptionStats totals={totals} period={period} />}
          <RecurringRevenue report={mrr} period={period} currency={currency} plans={plans} />
          <Funnel
            {...{ period, ...visited }}
            by={params.funnelBy}
            ways={FUNNEL_GROUPS.map((by) => ({ by, href: pageAddress("/operator", { ...params, funnelBy: by }) }))}
          />
        </div>
      )}
    </>
  );
}

/** Of the parameters of an address those that it has. */
function given(params: Record<string, string | null | undefined>): Record<string, string> {
  return Object.fromEntries(Object.entries(params).flatMap(([name, value]) => (value ? [[name, value]] : [])));
}
