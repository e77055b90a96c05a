import { z } from "zod";
import { type Actor, recordAudit } from "#lib/audit/audit.ts";
import type { Export } from "#lib/db/generated/client.ts";
import { type Tx, transaction } from "#lib/db/transaction.ts";
import { now } from "#lib/kernel/clock.ts";
import { conflict } from "#lib/kernel/errors.ts";
import { toJson } from "#lib/kernel/json.ts";
import { getSettings } from "#lib/settings/settings.ts";
import { LIST_NAMES, LISTS } from "./lists.ts";
import { lockAsking } from "./lock.ts";
import { EXPORT_FORMATS, OPEN_SQL } from "./state.ts";

const DAYS_KEPT = 7;
const DAY_MS = 86_400_000;

/** So many of one person's may be open. */
const MOST_OPEN = 3;

/** `query`: the selection as it stands in the address of the list. */
export const askForExportInput = z.object({
  list: z.enum(LIST_NAMES, "invalid"),
  format: z.enum(EXPORT_FORMATS, "invalid"),
  query: z.string("invalid").max(4000, "too_long").default(""),
});
type AskForExportInput = z.output<typeof askForExportInput>;

/** What a list's address means to its query, and what of it stands there. */
export type Selection = { filter: object; address: object };

/**
 * Begins the file of a selection, for the workers to write. Who asks again while it is written is led to the same one. Whose data leave the house is written down.
 * @throws 409 `exports_open` where so many wait already
 */
export async function askForExport(
  { list, format }: Omit<AskForExportInput, "query">,
  { filter, address }: Selection,
  actor: Actor & { id: string },
): Promise<string> {
  const kept = toJson(filter);
  const { count, more } = await LISTS[list].count(kept, (await getSettings()).company.timeZone);
  const askedAt = now();
  const expiresAt = new Date(askedAt.getTime() + DAYS_KEPT * DAY_MS);
  return transaction(async (tx) => {
    await lockAsking(tx, actor.id);
    const open = await openExports(tx, actor.id);
    const same = await sameExport(tx, { operatorId: actor.id, list, format, filter: kept });
    if (same) return same;
    if (open >= MOST_OPEN) throw conflict("exports_open", { most: MOST_OPEN });
    const asked = { operatorId: actor.id, list, format, filter: kept, address: toJson(address), askedAt, nextRunAt: askedAt, expiresAt };
    const { id } = await tx.export.create({ data: { ...asked, outOf: more ? null : count }, select: { id: true } });
    await recordAudit(tx, { actor, action: "export.asked", subjectType: "export", subjectId: id, after: { list, format, ...address } });
    return id;
  });
}

async function openExports(tx: Tx, operatorId: string): Promise<number> {
  const rows = await tx.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS "count" FROM "Export" WHERE "operatorId" = ${operatorId}::uuid AND "status" IN ${OPEN_SQL}`;
  return rows[0].count;
}

/** The one that is open already, as the index knows it that lets none stand beside it. */
async function sameExport(tx: Tx, { operatorId, list, format, filter }: Pick<Export, "operatorId" | "list" | "format" | "filter">) {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT "id" FROM "Export" WHERE "operatorId" = ${operatorId}::uuid AND "list" = ${list} AND "format" = ${format}::"ExportFormat"
      AND "filter" = ${JSON.stringify(filter)}::jsonb AND "status" IN ${OPEN_SQL}`;
  return rows.at(0)?.id;
}
