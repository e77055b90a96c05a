import { SUBSCRIPTION_SORTS, type SubscriptionFilter } from "#lib/reports/subscription-list.ts";
import { SUBSCRIPTION_STATUSES } from "#lib/subscriptions/state.ts";
import { LIST_PARAMS, readList } from "#lib/web/lists/list-params.ts";
import { choiceParam, choicesParam, currencyParam, dateParam, idParam, type SearchParams } from "#lib/web/lists/page-params.ts";

export const DATES = ["created", "activated", "renews", "ended"] as const;

const PARAMS = {
  ...LIST_PARAMS,
  status: choicesParam(SUBSCRIPTION_STATUSES),
  plan: idParam(),
  currency: currencyParam(),
  date: choiceParam(DATES, "created"),
  active: dateParam(),
  begun: choiceParam(["no"]),
  canceling: choiceParam(["yes"]),
};

/** Reads the page's address; `kept` are the filters as they stand in it, for links that keep them. */
export async function readSubscriptionParams(searchParams: SearchParams) {
  const { asked, ...list } = await readList(PARAMS, SUBSCRIPTION_SORTS, searchParams);
  const { plan, date, active, begun, canceling, ...same } = asked;
  const filter: SubscriptionFilter = {
    ...same,
    sorting: list.sorting,
    planId: plan,
    date,
    activeOn: active,
    unbegun: begun === "no",
    canceling: canceling === "yes",
  };
  return { ...list, filter, kept: { ...list.kept, date: date === "created" ? null : date, ...list.unreadable } };
}
