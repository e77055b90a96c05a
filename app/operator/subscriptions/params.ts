import type { SubscriptionFilter } from "#lib/reports/subscription-list.ts";
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

export const STATUSES = ["ACTIVE", "TRIALING", "PAST_DUE", "CANCELED", "EXPIRED", "INCOMPLETE"] as const;
export const DATES = ["created", "activated", "renews", "ended"] as const;

const PARAMS = {
  q: textParam(),
  status: choicesParam(STATUSES),
  plan: idParam(),
  currency: currencyParam(),
  date: choiceParam(DATES, "created"),
  from: dateParam(),
  to: dateParam(),
  canceling: choiceParam(["yes"]),
  cursor: cursorParam(),
  open: idParam(),
};

/** Reads the page's address; `kept` are the filters as they stand in it, for links that keep them. */
export async function readSubscriptionParams(searchParams: SearchParams) {
  const { q, status, plan, currency, date, from, to, canceling, cursor, open } = await readParams(PARAMS, searchParams);
  const filter: SubscriptionFilter = { q, status, planId: plan, currency, date, from, to, canceling: canceling === "yes" };
  const kept = { q, status, plan, currency, date: date === "created" ? null : date, from, to, canceling };
  return { filter, kept, cursor, open };
}
