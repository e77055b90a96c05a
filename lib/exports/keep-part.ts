import { db } from "#lib/db/client.ts";
import type { Export, ExportStatus } from "#lib/db/generated/client.ts";
import { now } from "#lib/kernel/clock.ts";
import type { ErrorCode } from "#lib/kernel/errors.ts";

/** A piece of a file, how many rows it has, and where the next one begins; null: it was the last. */
type Part = { body: Uint8Array; rows: number; place: object | null };

/** Keeps the next part. Where somebody else has written it meanwhile, or the export was deleted, nothing happens. */
export async function keepPart({ id, bytes }: Export, { body, rows, place }: Part): Promise<void> {
  const at = now();
  const status: ExportStatus = place ? "RUNNING" : "READY";
  await db.$executeRaw`
    WITH kept AS (
      UPDATE "Export" SET "status" = ${status}::"ExportStatus", "rows" = "rows" + ${rows}, "bytes" = "bytes" + ${body.length}, "place" = ${place && JSON.stringify(place)}::jsonb,
        "tries" = 0, "nextRunAt" = ${place ? at : null}, "finishedAt" = ${place ? null : at}
      WHERE "id" = ${id}::uuid AND "bytes" = ${bytes} AND "finishedAt" IS NULL RETURNING "id")
    INSERT INTO "ExportPart" ("exportId", "at", "body") SELECT "id", ${bytes}, ${body} FROM kept`;
}

/** Gives up. What is written of it is of no use to anybody. */
export async function failExport({ id, bytes }: Export, error: ErrorCode): Promise<void> {
  await db.$executeRaw`
    WITH failed AS (
      UPDATE "Export" SET "status" = 'FAILED', "error" = ${error}, "finishedAt" = ${now()}, "nextRunAt" = NULL, "place" = NULL, "bytes" = 0
      WHERE "id" = ${id}::uuid AND "bytes" = ${bytes} AND "finishedAt" IS NULL RETURNING "id")
    DELETE FROM "ExportPart" WHERE "exportId" IN (SELECT "id" FROM failed)`;
}

/** Leaves it until later. */
export async function retryExport({ id, bytes }: Export, nextRunAt: Date): Promise<void> {
  await db.export.updateMany({ where: { id, bytes, finishedAt: null }, data: { nextRunAt } });
}
