import { FUNNEL_STEPS } from "#lib/reports/funnel.ts";
import { DEVICES, ORDER_STATUSES, VISITOR_SORTS, type VisitorFilter } from "#lib/reports/visitors.ts";
import { LIST_PARAMS, readList } from "#lib/web/lists/list-params.ts";
import { choiceParam, nameParam, type SearchParams, textParam } from "#lib/web/lists/page-params.ts";

const PARAMS = {
  ...LIST_PARAMS,
  step: choiceParam(FUNNEL_STEPS),
  order: choiceParam(ORDER_STATUSES),
  source: textParam(),
  device: choiceParam(DEVICES),
  country: nameParam(),
  coupon: textParam(),
};

/** `none` is those without a source, country or coupon. */
export async function readVisitorParams(searchParams: SearchParams) {
  const { asked, ...list } = await readList(PARAMS, VISITOR_SORTS, searchParams);
  const { source, country, coupon, ...same } = asked;
  const keyOf = (value: string | null) => (value === "none" ? "" : value || null);
  const filter: VisitorFilter = { ...same, source: keyOf(source), country: keyOf(country), coupon: keyOf(coupon), sorting: list.sorting };
  return { ...list, filter };
}
