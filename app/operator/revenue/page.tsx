import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { EarnedTable, WaterfallTable } from "#components/operator/revenue/waterfall-table.tsx";
import { Alert } from "#components/ui/alert.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { Download } from "#components/ui/icons.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { may } from "#lib/identity/roles.ts";
import { requireOperator } from "#lib/identity/session.ts";
import { reportCurrencies } from "#lib/reports/currencies.ts";
import { revenueWaterfall } from "#lib/reports/revenue-waterfall.ts";
import { requestSettings } from "#lib/settings/request-settings.ts";
import { readMonthParams } from "#lib/web/lists/month-params.ts";
import { isFiltered, pageAddress, type SearchParams } from "#lib/web/lists/page-params.ts";

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
  const ending = (shift: number) => ({ to: `${last.add({ months: shift })}-01`, currency });
  const choice = (href: string, label: string, current = false) => (
    <Link
      key={label}
      href={href}
      aria-current={current ? "true" : undefined}
      className={buttonClass({ size: "sm", variant: current ? "primary" : "secondary" })}
    >
      {label}
    </Link>
  );
  return (
    <>
      <PageHeader
        title={t("title")}
        description={t("description")}
        actions={
          <>
            {choice(pageAddress(PATH, ending(-12)), t("earlier"))}
            {!newest && choice(pageAddress(PATH, ending(12)), t("later"))}
            {currencies.length > 1 &&
              currencies.map((code) => choice(pageAddress(PATH, { to: `${last}-01`, currency: code }), code, code === currency))}
            {may(operator.role, "payments.export") && (
              <a href={pageAddress(`${PATH}/export`, ending(0))} download className={buttonClass({ size: "sm" })}>
                <Download aria-hidden />
                {t("export")}
              </a>
            )}
          </>
        }
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
