import { ACTOR_KINDS, AUDIT_SORTS, type AuditFilters } from "#lib/audit/queries.ts";
import { instantsOf } from "#lib/reports/days.ts";
import { LIST_PARAMS, readList } from "#lib/web/lists/list-params.ts";
import { choiceParam, nameParam, type SearchParams } from "#lib/web/lists/page-params.ts";

const PARAMS = { ...LIST_PARAMS, actor: choiceParam(ACTOR_KINDS), subject: nameParam() };

/** Reads the page's address; days are civil days of `timeZone`, both included. */
export async function readAuditParams(searchParams: SearchParams, timeZone: string) {
  const { asked, ...list } = await readList(PARAMS, AUDIT_SORTS, searchParams);
  const { q, actor, subject } = asked;
  const filters: AuditFilters = {
    sorting: list.sorting,
    text: q,
    actorKind: actor,
    subjectType: subject,
    ...instantsOf(asked, timeZone),
  };
  return { ...list, filters };
}
