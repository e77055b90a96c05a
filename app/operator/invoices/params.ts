import type { InvoiceFilter } from "#lib/reports/invoices.ts";
import {
  choiceParam,
  choicesParam,
  currencyParam,
  cursorParam,
  dateParam,
  idParam,
  readParams,
  type SearchParams,
  textParam,
} from "#lib/web/page-params.ts";

export const STATUSES = ["OPEN", "PAID", "VOID", "UNCOLLECTIBLE"] as const;
export const KINDS = ["INVOICE", "CREDIT_NOTE"] as const;

const PARAMS = {
  q: textParam(),
  status: choicesParam(STATUSES),
  kind: choiceParam(KINDS),
  currency: currencyParam(),
  customer: idParam(),
  subscription: idParam(),
  from: dateParam(),
  to: dateParam(),
  show: choiceParam(["drafts"]),
  cursor: cursorParam(),
  open: idParam(),
};

export async function readInvoiceParams(searchParams: SearchParams) {
  const { cursor, open, ...kept } = await readParams(PARAMS, searchParams);
  const { q, status, kind, currency, from, to } = kept;
  const filter: InvoiceFilter = {
    ...{ q, status, kind, currency, from, to },
    customerId: kept.customer,
    subscriptionId: kept.subscription,
    drafts: kept.show === "drafts",
  };
  return { filter, kept, cursor, open };
}
