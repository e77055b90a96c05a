import { decimalsOf } from "#lib/kernel/currency.ts";
import { parseMoney } from "#lib/kernel/money.ts";
import type { TransactionFilter } from "#lib/reports/transaction-filter.ts";
import {
  amountParam,
  choiceParam,
  choicesParam,
  currencyParam,
  cursorParam,
  dateParam,
  idParam,
  nameParam,
  readParams,
  type SearchParams,
  textParam,
} from "#lib/web/page-params.ts";

export const KINDS = ["CHARGE", "REFUND", "SETUP"] as const;
export const STATUSES = ["SUCCEEDED", "DECLINED", "PENDING", "NEEDS_ACTION", "UNKNOWN", "CANCELED"] as const;

const PARAMS = {
  q: textParam(),
  status: choicesParam(STATUSES),
  kind: choicesParam(KINDS),
  gateway: nameParam(),
  currency: currencyParam(),
  country: nameParam(),
  plan: idParam(),
  customer: idParam(),
  subscription: idParam(),
  date: choiceParam(["created", "settled"], "created"),
  from: dateParam(),
  to: dateParam(),
  min: amountParam(),
  max: amountParam(),
  cursor: cursorParam(),
  open: idParam(),
};

/** Reads the page's address. An amount without a currency is in `defaultCurrency`. */
export async function readTransactionParams(searchParams: SearchParams, defaultCurrency: string) {
  const params = await readParams(PARAMS, searchParams);
  const currency = params.currency ?? (params.min || params.max ? defaultCurrency : null);
  const { q, status, kind, gateway, country, date, from, to } = params;
  const filter: TransactionFilter = {
    q,
    status,
    kind,
    gateway,
    currency,
    country,
    date,
    from,
    to,
    planId: params.plan,
    customerId: params.customer,
    subscriptionId: params.subscription,
    min: minorUnits(params.min, currency),
    max: minorUnits(params.max, currency),
  };
  /** The filters as they stand in the address, for links that keep them. */
  const kept = {
    q,
    gateway,
    currency,
    country,
    from,
    to,
    status,
    kind,
    plan: params.plan,
    customer: params.customer,
    subscription: params.subscription,
    date: date === "created" ? null : date,
    min: params.min,
    max: params.max,
  };
  return { filter, kept, cursor: params.cursor, open: params.open };
}

function minorUnits(text: string | null, currency: string | null): bigint | null {
  if (!text || !currency) return null;
  const [whole, typed = ""] = text.split(".");
  const fraction = typed.slice(0, decimalsOf(currency));
  return parseMoney(fraction ? `${whole}.${fraction}` : whole, currency).minor;
}
