import type { AuditFilters } from "#lib/audit/queries.ts";
import { instantsOf } from "#lib/reports/days.ts";
import { choiceParam, LIST_PARAMS, nameParam, readParams, type SearchParams } from "#lib/web/page-params.ts";

export const ACTOR_KINDS = ["OPERATOR", "VIEWER", "SYSTEM"] as const;

const PARAMS = { ...LIST_PARAMS, actor: choiceParam(ACTOR_KINDS), subject: nameParam() };

/** Reads the page's address; days are civil days of `timeZone`, both included. */
export async function readAuditParams(searchParams: SearchParams, timeZone: string) {
  const { cursor, open, ...kept } = await readParams(PARAMS, searchParams);
  const filters: AuditFilters = { text: kept.q, actorKind: kept.actor, subjectType: kept.subject, ...instantsOf(kept, timeZone) };
  return { filters, kept, cursor, open };
}
