import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { GatewayMoneyTable } from "#components/operator/finance/gateway-money-table.tsx";
import { SpanName } from "#components/operator/in-months.tsx";
import { ListEmpty } from "#components/operator/list-empty.tsx";
import { MonthsHeader } from "#components/operator/months-header.tsx";
import { Banknote } from "#components/ui/icons.tsx";
import { may } from "#lib/identity/roles.ts";
import { requireOperator } from "#lib/identity/session.ts";
import { gateway } from "#lib/payments/registry.ts";
import { reportCurrencies } from "#lib/reports/currencies.ts";
import { gatewayMoney } from "#lib/reports/money.ts";
import { requestSettings } from "#lib/settings/request-settings.ts";
import { gatewayHref } from "#lib/web/lists/gateway-links.ts";
import { readMonthParams } from "#lib/web/lists/month-params.ts";
import { isFiltered, type SearchParams } from "#lib/web/lists/page-params.ts";

const PATH = "/operator/payouts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("operator-finance.payouts"))("title") };
}

export default async function PayoutsPage({ searchParams }: { searchParams: SearchParams }) {
  const operator = await requireOperator();
  const settings = await requestSettings();
  const { months, last, newest, currency, unreadable } = await readMonthParams(searchParams, settings);
  const { currencies: offered, defaultCurrency } = settings.market;
  const [rows, currencies, t] = await Promise.all([
    isFiltered(unreadable) ? [] : gatewayMoney(last, currency, months.timeZone),
    reportCurrencies(offered, defaultCurrency),
    getTranslations("operator-finance"),
  ]);
  const leads = may(operator.role, "gateways.read");
  const texts = {
    title: t("payouts.title"),
    description: t("payouts.description"),
    earlier: t("payouts.earlier"),
    later: t("payouts.later"),
    export: t("export"),
  };
  return (
    <>
      <MonthsHeader
        path={PATH}
        {...{ texts, last, newest, currency, currencies }}
        step={1}
        mayExport={may(operator.role, "payments.export")}
      />
      <SpanName from={last} count={1} running={newest ? t("running") : null} />
      {rows.length > 0 ? (
        <GatewayMoneyTable rows={rows} currency={currency} hrefOf={(id) => (leads && gateway(id) ? gatewayHref(id) : null)} />
      ) : (
        <ListEmpty
          icon={<Banknote aria-hidden />}
          path={PATH}
          kept={unreadable}
          unreadable={unreadable}
          title={t("payouts.empty.title", { currency })}
          text={t("payouts.empty.text")}
        />
      )}
    </>
  );
}
