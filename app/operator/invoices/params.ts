import type { InvoiceFilter } from "#lib/reports/invoices.ts";
import { choiceParam, choicesParam, currencyParam, idParam, LIST_PARAMS, readFilters, type SearchParams } from "#lib/web/page-params.ts";

export const STATUSES = ["OPEN", "PAID", "VOID", "UNCOLLECTIBLE"] as const;
export const KINDS = ["INVOICE", "CREDIT_NOTE"] as const;

const PARAMS = {
  ...LIST_PARAMS,
  status: choicesParam(STATUSES),
  kind: choiceParam(KINDS),
  currency: currencyParam(),
  customer: idParam(),
  subscription: idParam(),
  show: choiceParam(["drafts"]),
};

export async function readInvoiceParams(searchParams: SearchParams) {
  const { values, unreadable } = await readFilters(PARAMS, searchParams);
  const { cursor, open, ...asked } = values;
  const { customer, subscription, show, ...same } = asked;
  const filter: InvoiceFilter = { ...same, customerId: customer, subscriptionId: subscription, drafts: show === "drafts" };
  return { filter, kept: { ...asked, ...unreadable }, unreadable, cursor, open };
}
