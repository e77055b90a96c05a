import { FUNNEL_STEPS } from "#lib/reports/funnel.ts";
import type { VisitorFilter } from "#lib/reports/visitors.ts";
import { choiceParam, LIST_PARAMS, readFilters, type SearchParams } from "#lib/web/page-params.ts";

export const ORDER_STATUSES = ["OPEN", "PAID", "ABANDONED"] as const;

const PARAMS = { ...LIST_PARAMS, step: choiceParam(FUNNEL_STEPS), order: choiceParam(ORDER_STATUSES) };

export async function readVisitorParams(searchParams: SearchParams) {
  const { values, unreadable } = await readFilters(PARAMS, searchParams);
  const { cursor, open: _, ...filter } = values;
  return { filter: filter satisfies VisitorFilter, kept: { ...filter, ...unreadable }, unreadable, cursor };
}
