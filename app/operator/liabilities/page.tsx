import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { BalanceMonths, VoucherMonths } from "#components/operator/finance/liability-tables.tsx";
import { MonthsHeader } from "#components/operator/months-header.tsx";
import { Alert } from "#components/ui/alert.tsx";
import { may } from "#lib/identity/roles.ts";
import { requireOperator } from "#lib/identity/session.ts";
import { reportCurrencies } from "#lib/reports/currencies.ts";
import { liabilities } from "#lib/reports/liabilities.ts";
import { requestSettings } from "#lib/settings/request-settings.ts";
import { readMonthParams } from "#lib/web/lists/month-params.ts";
import { isFiltered, type SearchParams } from "#lib/web/lists/page-params.ts";

const PATH = "/operator/liabilities";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("operator-finance.liabilities"))("title") };
}

export default async function LiabilitiesPage({ searchParams }: { searchParams: SearchParams }) {
  const operator = await requireOperator();
  const settings = await requestSettings();
  const { months, last, newest, currency, unreadable } = await readMonthParams(searchParams, settings);
  const { currencies: offered, defaultCurrency } = settings.market;
  const [report, currencies, t] = await Promise.all([
    isFiltered(unreadable) ? null : liabilities(months, currency),
    reportCurrencies(offered, defaultCurrency),
    getTranslations("operator-finance"),
  ]);
  const texts = {
    title: t("liabilities.title"),
    description: t("liabilities.description"),
    earlier: t("earlier"),
    later: t("later"),
    export: t("export"),
  };
  return (
    <>
      <MonthsHeader
        path={PATH}
        {...{ texts, last, newest, currency, currencies }}
        step={12}
        mayExport={may(operator.role, "payments.export")}
      />
      {report ? (
        <>
          <h2 className="mb-1 text-lg font-semibold">{t("liabilities.balances")}</h2>
          <p className="mb-3 max-w-prose text-sm text-muted">{t("liabilities.balancesText")}</p>
          <BalanceMonths rows={report.balances} currency={currency} />
          <h2 className="mt-8 mb-1 text-lg font-semibold">{t("liabilities.vouchers")}</h2>
          <p className="mb-3 max-w-prose text-sm text-muted">{t("liabilities.vouchersText")}</p>
          <VoucherMonths rows={report.vouchers} currency={currency} />
        </>
      ) : (
        <Alert tone="warning" title={t("unreadable")} />
      )}
    </>
  );
}
