import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { BalanceTable, TrialBalance } from "#components/operator/ledger/ledger-tables.tsx";
import { ListEmpty } from "#components/operator/list-empty.tsx";
import { MonthsHeader } from "#components/operator/months-header.tsx";
import { BookOpenText } from "#components/ui/icons.tsx";
import { may } from "#lib/identity/roles.ts";
import { requireOperator } from "#lib/identity/session.ts";
import { reportCurrencies } from "#lib/reports/currencies.ts";
import { ledgerReport } from "#lib/reports/ledger.ts";
import { requestSettings } from "#lib/settings/request-settings.ts";
import { readMonthParams } from "#lib/web/lists/month-params.ts";
import { isFiltered, type SearchParams } from "#lib/web/lists/page-params.ts";

const PATH = "/operator/ledger";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("operator-ledger"))("title") };
}

export default async function LedgerPage({ searchParams }: { searchParams: SearchParams }) {
  const operator = await requireOperator();
  const settings = await requestSettings();
  const { months, last, newest, currency, unreadable } = await readMonthParams(searchParams, settings);
  const { currencies: offered, defaultCurrency } = settings.market;
  const [accounts, currencies, t] = await Promise.all([
    isFiltered(unreadable) ? [] : ledgerReport(months, currency),
    reportCurrencies(offered, defaultCurrency),
    getTranslations("operator-ledger"),
  ]);
  const texts = { title: t("title"), description: t("description"), earlier: t("earlier"), later: t("later"), export: t("export") };
  return (
    <>
      <MonthsHeader
        path={PATH}
        {...{ texts, last, newest, currency, currencies }}
        step={1}
        mayExport={may(operator.role, "payments.export")}
      />
      {accounts.length === 0 ? (
        <ListEmpty
          icon={<BookOpenText aria-hidden />}
          path={PATH}
          kept={unreadable}
          unreadable={unreadable}
          title={t("empty.title", { currency })}
          text={t("empty.text")}
        />
      ) : (
        <>
          <TrialBalance accounts={accounts} currency={currency} running={newest} />
          <h2 className="mt-8 mb-1 text-lg font-semibold">{t("balances.title")}</h2>
          <p className="mb-3 max-w-prose text-sm text-muted">{t("balances.text")}</p>
          <BalanceTable accounts={accounts} currency={currency} />
        </>
      )}
    </>
  );
}
