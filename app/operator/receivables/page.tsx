import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AgesTable } from "#components/operator/finance/ages-table.tsx";
import { AsOfForm } from "#components/operator/finance/as-of-form.tsx";
import { UnpaidTable } from "#components/operator/finance/unpaid-table.tsx";
import { InvoicePanel } from "#components/operator/invoices/invoice-panel.tsx";
import { ListBody } from "#components/operator/list-body.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { Download, FileClock } from "#components/ui/icons.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { may } from "#lib/identity/roles.ts";
import { requireOperator } from "#lib/identity/session.ts";
import { reportCurrencies } from "#lib/reports/currencies.ts";
import { invoiceDetails } from "#lib/reports/invoices.ts";
import { receivables, UNPAID_SORTS, unpaidInvoices } from "#lib/reports/receivables.ts";
import { requestSettings } from "#lib/settings/request-settings.ts";
import { listAt, NO_ROWS } from "#lib/web/lists/list-params.ts";
import { isFiltered, pageAddress, type SearchParams } from "#lib/web/lists/page-params.ts";
import { actionsFor } from "../invoices/actions-for.tsx";
import { readAsOf } from "./params.ts";

const PATH = "/operator/receivables";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("operator-finance.receivables"))("title") };
}

/** What is unpaid as of the end of a day by age, and the invoices behind it. */
export default async function ReceivablesPage({ searchParams }: { searchParams: SearchParams }) {
  const operator = await requireOperator();
  const settings = await requestSettings();
  const { asOf, today, age, kept, sorting, unreadable, cursor, open } = await readAsOf(searchParams, settings);
  const { currencies: offered, defaultCurrency } = settings.market;
  const unread = isFiltered(unreadable);
  const [report, page, invoice, currencies, t, all] = await Promise.all([
    unread ? null : receivables(asOf),
    unread ? NO_ROWS : unpaidInvoices(asOf, age, cursor),
    open ? invoiceDetails(open) : null,
    reportCurrencies(offered, defaultCurrency),
    getTranslations("operator-finance.receivables"),
    getTranslations("operator-finance"),
  ]);
  const { currency, day } = asOf;
  const list = listAt(PATH, UNPAID_SORTS, { kept, sorting, unreadable, cursor });
  return (
    <>
      <PageHeader
        title={t("title")}
        description={t("description")}
        actions={
          may(operator.role, "payments.export") && (
            <a href={pageAddress(`${PATH}/export`, { on: day.toString(), currency })} download className={buttonClass({ size: "sm" })}>
              <Download aria-hidden />
              {all("export")}
            </a>
          )
        }
      />
      <AsOfForm path={PATH} day={day.toString()} today={today.toString()} {...{ currency, currencies, age }} />
      {report && (
        <AgesTable report={report} currency={currency} chosen={age} hrefOf={(chosen) => pageAddress(PATH, { ...kept, age: chosen })} />
      )}
      <h2 className="mt-8 mb-3 text-lg font-semibold">
        {t("list")} <span className="font-normal text-muted">· {age ? t(`age.${age}`) : t("all")}</span>
      </h2>
      <ListBody
        {...list}
        page={page}
        icon={<FileClock aria-hidden />}
        empty={{ title: t("empty.title"), text: t("empty.text") }}
        details={invoice && <InvoicePanel invoice={invoice} closeHref={list.closeHref} actions={await actionsFor(invoice, operator)} />}
      >
        <UnpaidTable rows={page.rows} currency={currency} open={invoice?.id ?? null} hrefOf={list.hrefOf} />
      </ListBody>
    </>
  );
}
