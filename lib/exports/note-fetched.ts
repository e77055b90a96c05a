import { type Actor, recordAudit } from "#lib/audit/audit.ts";
import { db } from "#lib/db/client.ts";
import type { ExportRow } from "./queries.ts";

/** Writes down who takes a file along. */
export async function noteFetched({ id, list, format, rows }: ExportRow, actor: Actor): Promise<void> {
  await recordAudit(db, { actor, action: "export.fetched", subjectType: "export", subjectId: id, after: { list, format, rows } });
}
