import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { MonthsHeader } from "#components/operator/months-header.tsx";
import { EarnedTable, WaterfallTable } from "#components/operator/revenue/waterfall-table.tsx";
import { Alert } from "#components/ui/alert.tsx";
import { may } from "#lib/identity/roles.ts";
import { requireOperator } from "#lib/identity/session.ts";
import { reportCurrencies } from "#lib/reports/currencies.ts";
import { revenueWaterfall } from "#lib/reports/revenue-waterfall.ts";
import { requestSettings } from "#lib/settings/request-settings.ts";
import { readMonthParams } from "#lib/web/lists/month-params.ts";
import { isFiltered, type SearchParams } from "#lib/web/lists/page-params.ts";

const PATH = "/operator/revenue";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("operator-revenue"))("title") };
}

export default async function RevenuePage({ searchParams }: { searchParams: SearchParams }) {
  const operator = await requireOperator();
  const settings = await requestSettings();
  const { months, last, newest, currency, unreadable } = await readMonthParams(searchParams, settings);
  const { currencies: offered, defaultCurrency } = settings.market;
  const [rows, currencies, t] = await Promise.all([
    isFiltered(unreadable) ? [] : revenueWaterfall(months, currency),
    reportCurrencies(offered, defaultCurrency),
    getTranslations("operator-revenue"),
  ]);
  const texts = { title: t("title"), description: t("description"), earlier: t("earlier"), later: t("later"), export: t("export") };
  return (
    <>
      <MonthsHeader
        path={PATH}
        {...{ texts, last, newest, currency, currencies }}
        step={12}
        mayExport={may(operator.role, "payments.export")}
      />
      {rows.length === 0 ? (
        <Alert tone="warning" title={t("unreadable")} />
      ) : (
        <>
          <WaterfallTable rows={rows} currency={currency} />
          <h2 className="mt-8 mb-1 text-lg font-semibold">{t("earned.title")}</h2>
          <p className="mb-3 max-w-prose text-sm text-muted">{t("earned.text")}</p>
          <EarnedTable rows={rows} currency={currency} />
        </>
      )}
    </>
  );
}
