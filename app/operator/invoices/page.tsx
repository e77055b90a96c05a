import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { InvoiceFilters } from "#components/operator/invoices/invoice-filters.tsx";
import { InvoicePanel } from "#components/operator/invoices/invoice-panel.tsx";
import { InvoiceSummary } from "#components/operator/invoices/invoice-summary.tsx";
import { InvoiceTable } from "#components/operator/invoices/invoice-table.tsx";
import { KeysetPagination } from "#components/operator/keyset-pagination.tsx";
import { ListEmpty } from "#components/operator/list-empty.tsx";
import { ListWithDetails } from "#components/operator/list-with-details.tsx";
import { FileText } from "#components/ui/icons.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { requireOperator } from "#lib/identity/session.ts";
import { INVOICE_KINDS, INVOICE_STATUSES } from "#lib/invoices/state.ts";
import { reportCurrencies } from "#lib/reports/currencies.ts";
import { INVOICE_SORTS, invoiceDetails, invoiceSums, invoices } from "#lib/reports/invoices.ts";
import { requestSettings } from "#lib/settings/request-settings.ts";
import { headingSorts, listPlace, NO_ROWS } from "#lib/web/lists/list-params.ts";
import { isFiltered, type SearchParams } from "#lib/web/lists/page-params.ts";
import { actionsFor } from "./actions-for.tsx";
import { readInvoiceParams } from "./params.ts";

const PATH = "/operator/invoices";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("operator-invoices"))("title") };
}

export default async function InvoicesPage({ searchParams }: { searchParams: SearchParams }) {
  const operator = await requireOperator();
  const [{ company, market }, t] = await Promise.all([requestSettings(), getTranslations("operator-invoices")]);
  const { filter, kept, sorting, unreadable, cursor, open } = await readInvoiceParams(searchParams, market.defaultCurrency);
  const [page, sums, currencies, invoice] = await Promise.all([
    isFiltered(unreadable) ? NO_ROWS : invoices(filter, company.timeZone, cursor),
    isFiltered(unreadable) ? [] : invoiceSums(filter, company.timeZone),
    reportCurrencies(market.currencies, market.defaultCurrency),
    open ? invoiceDetails(open) : null,
  ]);
  const { closeHref, hrefOf } = listPlace(PATH, kept, cursor);
  return (
    <>
      <PageHeader title={t("title")} description={t("description")} />
      <InvoiceFilters
        path={PATH}
        kept={kept}
        unreadable={unreadable}
        statuses={INVOICE_STATUSES}
        kinds={INVOICE_KINDS}
        currencies={currencies}
      />
      <ListWithDetails
        details={invoice && <InvoicePanel invoice={invoice} closeHref={closeHref} actions={await actionsFor(invoice, operator)} />}
      >
        {page.rows.length > 0 ? (
          <InvoiceTable
            rows={page.rows}
            open={invoice?.id ?? null}
            hrefOf={hrefOf}
            sort={headingSorts(PATH, INVOICE_SORTS, kept, sorting)}
          />
        ) : (
          <ListEmpty
            icon={<FileText aria-hidden />}
            path={PATH}
            kept={kept}
            unreadable={unreadable}
            title={t("empty.title")}
            text={t("empty.text")}
          />
        )}
        <KeysetPagination path={PATH} kept={kept} page={page} summary={<InvoiceSummary sums={sums} />} />
      </ListWithDetails>
    </>
  );
}
