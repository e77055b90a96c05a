import type { AuditFilters } from "#lib/audit/queries.ts";
import { startOfDay } from "#lib/kernel/period.ts";
import { choiceParam, cursorParam, dateParam, idParam, nameParam, readParams, type SearchParams, textParam } from "#lib/web/page-params.ts";

export const ACTOR_KINDS = ["OPERATOR", "VIEWER", "SYSTEM"] as const;

const PARAMS = {
  q: textParam(),
  actor: choiceParam(ACTOR_KINDS),
  subject: nameParam(),
  from: dateParam(),
  to: dateParam(),
  cursor: cursorParam(),
  open: idParam(),
};

/** Reads the page's address; days are civil days of `timeZone`, both included. */
export async function readAuditParams(searchParams: SearchParams, timeZone: string) {
  const { q, actor, subject, from, to, cursor, open } = await readParams(PARAMS, searchParams);
  const filters: AuditFilters = {
    text: q,
    actorKind: actor,
    subjectType: subject,
    from: from ? startOfDay(Temporal.PlainDate.from(from), timeZone) : null,
    until: to ? startOfDay(Temporal.PlainDate.from(to).add({ days: 1 }), timeZone) : null,
  };
  return { filters, kept: { q, actor, subject, from, to }, cursor, open };
}
