import { z } from "zod";
import { type AuditRow, auditEntries } from "#lib/audit/queries.ts";
import { ActorKind } from "#lib/db/generated/client.ts";
import { exportedList } from "#lib/exports/exported-list.ts";
import { maybeInstant, maybeText, sortedBy, text } from "#lib/exports/filter-fields.ts";

export const exportedAudit = exportedList({
  filter: z.object({
    sorting: sortedBy(["at"]),
    text,
    actorKind: z.enum(ActorKind).nullable(),
    subjectType: maybeText,
    from: maybeInstant,
    until: maybeInstant,
  }),
  columns: {
    at: (row: AuditRow) => row.at,
    actor: (row) => row.actorKind.toLowerCase(),
    actor_id: (row) => row.actorId,
    actor_name: (row) => row.actorName,
    action: (row) => row.action,
    subject: (row) => row.subjectType,
    subject_id: (row) => row.subjectId,
    ip: (row) => row.ip,
  },
  page: (filter, _timeZone, cursor, size) => auditEntries(filter, cursor, size),
  count: async () => ({ count: 0, more: true }), // nobody counts the log
});
