import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ExportMenu } from "#components/operator/exports/export-menu.tsx";
import { InvoiceFilters } from "#components/operator/invoices/invoice-filters.tsx";
import { InvoicePanel } from "#components/operator/invoices/invoice-panel.tsx";
import { InvoiceSummary } from "#components/operator/invoices/invoice-summary.tsx";
import { InvoiceTable } from "#components/operator/invoices/invoice-table.tsx";
import { ListBody } from "#components/operator/list-body.tsx";
import { ListHead } from "#components/operator/list-head.tsx";
import { FileText } from "#components/ui/icons.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { may } from "#lib/identity/roles.ts";
import { requireOperator } from "#lib/identity/session.ts";
import { INVOICE_KINDS, INVOICE_STATUSES } from "#lib/invoices/state.ts";
import { reportCurrencies } from "#lib/reports/currencies.ts";
import { INVOICE_SORTS, invoiceDetails, invoiceSums, invoices } from "#lib/reports/invoices.ts";
import { requestSettings } from "#lib/settings/request-settings.ts";
import { listLook } from "#lib/web/lists/list-look.ts";
import { listAt, NO_ROWS } from "#lib/web/lists/list-params.ts";
import { isFiltered, type SearchParams } from "#lib/web/lists/page-params.ts";
import { ask } from "../exports/actions.ts";
import { LIST_TOOLS } from "../list-tools.ts";
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
  const [looked, page, sums, currencies, invoice] = await Promise.all([
    listLook("invoices", operator, kept),
    isFiltered(unreadable) ? NO_ROWS : invoices(filter, company.timeZone, cursor),
    isFiltered(unreadable) ? [] : invoiceSums(filter, company.timeZone),
    reportCurrencies(market.currencies, market.defaultCurrency),
    open ? invoiceDetails(open) : null,
  ]);
  const look = { ...looked, ...LIST_TOOLS };
  const list = listAt(PATH, INVOICE_SORTS, { kept, sorting, unreadable, cursor });
  const mayExport = may(operator.role, "lists.export") && !isFiltered(unreadable);
  return (
    <>
      <PageHeader
        title={t("title")}
        description={t("description")}
        actions={mayExport && <ExportMenu list="invoices" kept={kept} ask={ask} />}
      />
      <InvoiceFilters {...list} statuses={INVOICE_STATUSES} kinds={INVOICE_KINDS} currencies={currencies} />
      <ListBody
        {...list}
        head={<ListHead {...list} page={page} look={look} />}
        page={page}
        icon={<FileText aria-hidden />}
        empty={{ title: t("empty.title"), text: t("empty.text") }}
        summary={<InvoiceSummary sums={sums} />}
        details={invoice && <InvoicePanel invoice={invoice} closeHref={list.closeHref} actions={await actionsFor(invoice, operator)} />}
      >
        <InvoiceTable rows={page.rows} open={invoice?.id ?? null} hrefOf={list.hrefOf} sort={list.sort} look={look} />
      </ListBody>
    </>
  );
}
