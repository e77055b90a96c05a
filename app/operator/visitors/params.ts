import { FUNNEL_STEPS } from "#lib/reports/funnel.ts";
import { ORDER_STATUSES, VISITOR_SORTS, type VisitorFilter } from "#lib/reports/visitors.ts";
import { LIST_PARAMS, readList } from "#lib/web/lists/list-params.ts";
import { choiceParam, type SearchParams } from "#lib/web/lists/page-params.ts";

const PARAMS = { ...LIST_PARAMS, step: choiceParam(FUNNEL_STEPS), order: choiceParam(ORDER_STATUSES) };

export async function readVisitorParams(searchParams: SearchParams) {
  const { asked, ...list } = await readList(PARAMS, VISITOR_SORTS, searchParams);
  return { ...list, filter: { ...asked, sorting: list.sorting } satisfies VisitorFilter };
}
