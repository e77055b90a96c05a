import type { AuditFilters } from "#lib/audit/queries.ts";
import { instantsOf } from "#lib/reports/days.ts";
import { choiceParam, LIST_PARAMS, nameParam, readFilters, type SearchParams } from "#lib/web/page-params.ts";

export const ACTOR_KINDS = ["OPERATOR", "VIEWER", "SYSTEM"] as const;

const PARAMS = { ...LIST_PARAMS, actor: choiceParam(ACTOR_KINDS), subject: nameParam() };

/** Reads the page's address; days are civil days of `timeZone`, both included. */
export async function readAuditParams(searchParams: SearchParams, timeZone: string) {
  const { values, unreadable } = await readFilters(PARAMS, searchParams);
  const { cursor, open, ...asked } = values;
  const filters: AuditFilters = { text: asked.q, actorKind: asked.actor, subjectType: asked.subject, ...instantsOf(asked, timeZone) };
  return { filters, kept: { ...asked, ...unreadable }, unreadable, cursor, open };
}
