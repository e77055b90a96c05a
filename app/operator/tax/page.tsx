import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { LedgerLine } from "#components/operator/finance/ledger-line.tsx";
import { TaxTable } from "#components/operator/finance/tax-table.tsx";
import { SpanName } from "#components/operator/in-months.tsx";
import { ListEmpty } from "#components/operator/list-empty.tsx";
import { MonthsHeader } from "#components/operator/months-header.tsx";
import { Percent } from "#components/ui/icons.tsx";
import { may } from "#lib/identity/roles.ts";
import { requireOperator } from "#lib/identity/session.ts";
import { reportCurrencies } from "#lib/reports/currencies.ts";
import { taxReport } from "#lib/reports/tax.ts";
import { requestSettings } from "#lib/settings/request-settings.ts";
import { readSpanParams, SPANS } from "#lib/web/lists/month-params.ts";
import { isFiltered, type SearchParams } from "#lib/web/lists/page-params.ts";

const PATH = "/operator/tax";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("operator-finance.tax"))("title") };
}

export default async function TaxPage({ searchParams }: { searchParams: SearchParams }) {
  const operator = await requireOperator();
  const settings = await requestSettings();
  const { months, by, newest, currency, unreadable } = await readSpanParams(searchParams, settings);
  const { currencies: offered, defaultCurrency } = settings.market;
  const [report, currencies, t] = await Promise.all([
    isFiltered(unreadable) ? null : taxReport(months, currency),
    reportCurrencies(offered, defaultCurrency),
    getTranslations("operator-finance"),
  ]);
  const texts = {
    title: t("tax.title"),
    description: t("tax.description"),
    earlier: t("earlier"),
    later: t("later"),
    export: t("export"),
  };
  return (
    <>
      <MonthsHeader
        path={PATH}
        {...{ texts, newest, currency, currencies }}
        last={months.from}
        step={months.count}
        spans={SPANS.map((span) => ({ by: span, label: t(`tax.${span}`), current: span === by }))}
        mayExport={may(operator.role, "payments.export")}
      />
      <SpanName from={months.from} count={months.count} running={newest ? t("running") : null} />
      {report && report.rows.length > 0 ? (
        <>
          <TaxTable rows={report.rows} currency={currency} />
          <LedgerLine shown={report.tax} ledger={report.ledger} currency={currency} />
        </>
      ) : (
        <ListEmpty
          icon={<Percent aria-hidden />}
          path={PATH}
          kept={unreadable}
          unreadable={unreadable}
          title={t("tax.empty.title", { currency })}
          text={t("tax.empty.text")}
        />
      )}
    </>
  );
}
