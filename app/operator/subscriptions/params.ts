import type { SubscriptionFilter } from "#lib/reports/subscription-list.ts";
import { choiceParam, choicesParam, currencyParam, idParam, LIST_PARAMS, readParams, type SearchParams } from "#lib/web/page-params.ts";

export const STATUSES = ["ACTIVE", "TRIALING", "PAST_DUE", "CANCELED", "EXPIRED", "INCOMPLETE"] as const;
export const DATES = ["created", "activated", "renews", "ended"] as const;

const PARAMS = {
  ...LIST_PARAMS,
  status: choicesParam(STATUSES),
  plan: idParam(),
  currency: currencyParam(),
  date: choiceParam(DATES, "created"),
  canceling: choiceParam(["yes"]),
};

/** Reads the page's address; `kept` are the filters as they stand in it, for links that keep them. */
export async function readSubscriptionParams(searchParams: SearchParams) {
  const { cursor, open, ...asked } = await readParams(PARAMS, searchParams);
  const { plan, date, canceling, ...same } = asked;
  const filter: SubscriptionFilter = { ...same, planId: plan, date, canceling: canceling === "yes" };
  return { filter, kept: { ...asked, date: date === "created" ? null : date }, cursor, open };
}
