import { decimalsOf } from "#lib/kernel/currency.ts";
import { parseMoney } from "#lib/kernel/money.ts";
import type { TransactionFilter } from "#lib/reports/transaction-filter.ts";
import {
  amountParam,
  choiceParam,
  choicesParam,
  currencyParam,
  idParam,
  LIST_PARAMS,
  nameParam,
  readParams,
  type SearchParams,
} from "#lib/web/page-params.ts";

export const KINDS = ["CHARGE", "REFUND", "SETUP"] as const;
export const TROUBLES = ["disputed", "returned"] as const;
export const STATUSES = ["SUCCEEDED", "DECLINED", "PENDING", "NEEDS_ACTION", "UNKNOWN", "CANCELED"] as const;

const HOURS = Array.from({ length: 24 }, (_, hour) => String(hour).padStart(2, "0")) as [string, ...string[]];

const PARAMS = {
  ...LIST_PARAMS,
  status: choicesParam(STATUSES),
  kind: choicesParam(KINDS),
  gateway: nameParam(),
  currency: currencyParam(),
  country: nameParam(),
  plan: idParam(),
  customer: idParam(),
  subscription: idParam(),
  date: choiceParam(["created", "settled"], "created"),
  hour: choiceParam(HOURS),
  trouble: choiceParam(TROUBLES),
  min: amountParam(),
  max: amountParam(),
};

/** Reads the page's address; `kept` are the filters as they stand in it. An amount without a currency is in `defaultCurrency`. */
export async function readTransactionParams(searchParams: SearchParams, defaultCurrency: string) {
  const { cursor, open, ...asked } = await readParams(PARAMS, searchParams);
  const { plan, customer, subscription, min, max, ...same } = asked;
  const currency = asked.currency ?? (min || max ? defaultCurrency : null);
  const filter: TransactionFilter = {
    ...same,
    currency,
    planId: plan,
    customerId: customer,
    subscriptionId: subscription,
    min: minorUnits(min, currency),
    max: minorUnits(max, currency),
  };
  return { filter, kept: { ...asked, currency, date: asked.date === "created" ? null : asked.date }, cursor, open };
}

function minorUnits(text: string | null, currency: string | null): bigint | null {
  if (!text || !currency) return null;
  const [whole, typed = ""] = text.split(".");
  const fraction = typed.slice(0, decimalsOf(currency));
  return parseMoney(fraction ? `${whole}.${fraction}` : whole, currency).minor;
}
