import { INVOICE_KINDS, INVOICE_STATUSES } from "#lib/invoices/state.ts";
import { INVOICE_SORTS, type InvoiceFilter } from "#lib/reports/invoices.ts";
import { LIST_PARAMS, readList } from "#lib/web/lists/list-params.ts";
import { choiceParam, choicesParam, currencyParam, idParam, type SearchParams } from "#lib/web/lists/page-params.ts";

const PARAMS = {
  ...LIST_PARAMS,
  status: choicesParam(INVOICE_STATUSES),
  kind: choiceParam(INVOICE_KINDS),
  currency: currencyParam(),
  customer: idParam(),
  subscription: idParam(),
  show: choiceParam(["drafts"]),
};

/** Reads the page's address; a list sorted by total is in `defaultCurrency`, unless it names one. */
export async function readInvoiceParams(searchParams: SearchParams, defaultCurrency: string) {
  const { asked, ...list } = await readList(PARAMS, INVOICE_SORTS, searchParams);
  const { customer, subscription, show, ...same } = asked;
  const { sorting } = list;
  const currency = asked.currency ?? (sorting.by === "total" ? defaultCurrency : null);
  const filter: InvoiceFilter = {
    ...same,
    sorting,
    currency,
    customerId: customer,
    subscriptionId: subscription,
    drafts: show === "drafts",
  };
  return { ...list, filter, kept: { ...list.kept, currency, ...list.unreadable } };
}
