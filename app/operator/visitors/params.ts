import { FUNNEL_STEPS } from "#lib/reports/funnel.ts";
import type { VisitorFilter } from "#lib/reports/visitors.ts";
import { choiceParam, LIST_PARAMS, readParams, type SearchParams } from "#lib/web/page-params.ts";

export const ORDER_STATUSES = ["OPEN", "PAID", "ABANDONED"] as const;

const PARAMS = { ...LIST_PARAMS, step: choiceParam(FUNNEL_STEPS), order: choiceParam(ORDER_STATUSES) };

export async function readVisitorParams(searchParams: SearchParams) {
  const { cursor, open: _, ...filter } = await readParams(PARAMS, searchParams);
  return { filter: filter satisfies VisitorFilter, cursor };
}
