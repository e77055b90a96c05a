import { decimalsOf } from "#lib/kernel/currency.ts";
import { parseMoney } from "#lib/kernel/money.ts";
import { TRANSACTION_KINDS, TRANSACTION_STATUSES } from "#lib/payments/state.ts";
import type { TransactionFilter } from "#lib/reports/transaction-filter.ts";
import { TRANSACTION_SORTS } from "#lib/reports/transactions.ts";
import { LIST_PARAMS, readList } from "#lib/web/lists/list-params.ts";
import {
  amountParam,
  choiceParam,
  choicesParam,
  currencyParam,
  idParam,
  nameParam,
  type SearchParams,
} from "#lib/web/lists/page-params.ts";

export const TROUBLES = ["failed", "disputed", "returned", "contradicted"] as const;

const HOURS = Array.from({ length: 24 }, (_, hour) => String(hour).padStart(2, "0")) as [string, ...string[]];

const PARAMS = {
  ...LIST_PARAMS,
  status: choicesParam(TRANSACTION_STATUSES),
  kind: choicesParam(TRANSACTION_KINDS),
  gateway: nameParam(),
  currency: currencyParam(),
  country: nameParam(),
  plan: idParam(),
  customer: idParam(),
  subscription: idParam(),
  date: choiceParam(["created", "settled"], "created"),
  hour: choiceParam(HOURS),
  trouble: choiceParam(TROUBLES),
};

/**
 * Reads the page's address; `kept` are the filters as they stand in it. An amount is read in the way of `locale`; without a currency
 * it is in `defaultCurrency`, and so is a list sorted by amount.
 */
export async function readTransactionParams(searchParams: SearchParams, defaultCurrency: string, locale = "en") {
  const amounts = { min: amountParam(locale), max: amountParam(locale) };
  const { asked, sorting, unreadable, ...list } = await readList({ ...PARAMS, ...amounts }, TRANSACTION_SORTS, searchParams);
  const { plan, customer, subscription, min, max, ...same } = asked;
  const currency = asked.currency ?? (min || max || sorting.by === "amount" ? defaultCurrency : null);
  for (const name of ["min", "max"] as const) if (!isAmount(asked[name], currency)) unreadable[name] = asked[name] ?? "";
  // An hour comes by a link, with its day.
  if (asked.hour && (!asked.from || asked.from !== asked.to)) unreadable.hour = asked.hour;
  const filter: TransactionFilter = {
    ...same,
    sorting,
    currency,
    planId: plan,
    customerId: customer,
    subscriptionId: subscription,
    min: minorUnits(min, currency),
    max: minorUnits(max, currency),
  };
  const kept = { ...list.kept, currency, date: asked.date === "created" ? null : asked.date, ...unreadable };
  return { ...list, filter, kept, sorting, unreadable };
}

/** "12.5000" is 12.50; "12.345" is no amount in euros. */
function withoutZeros(text: string): string {
  let end = text.length;
  while (text.includes(".") && text[end - 1] === "0") end -= 1;
  return text.slice(0, end).replace(/\.$/, "");
}

function isAmount(text: string | null, currency: string | null): boolean {
  const [, fraction = ""] = withoutZeros(text ?? "").split(".");
  return !currency || fraction.length <= decimalsOf(currency);
}

function minorUnits(text: string | null, currency: string | null): bigint | null {
  return text && currency && isAmount(text, currency) ? parseMoney(withoutZeros(text), currency).minor : null;
}
