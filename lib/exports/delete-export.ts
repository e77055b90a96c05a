import { z } from "zod";
import { type Actor, recordAudit } from "#lib/audit/audit.ts";
import { db } from "#lib/db/client.ts";
import type { Operator } from "#lib/db/generated/client.ts";
import { transaction } from "#lib/db/transaction.ts";
import { now } from "#lib/kernel/clock.ts";
import { notFound } from "#lib/kernel/errors.ts";
import { exportOf } from "./queries.ts";

export const deleteExportInput = z.object({ exportId: z.uuid("invalid") });
type DeleteExportInput = z.output<typeof deleteExportInput>;

/** Deletes an export of one's own, an owner anybody's, also while it is written. @throws 404 `export_unknown` */
export async function deleteExport(
  { exportId: id }: DeleteExportInput,
  operator: Pick<Operator, "id" | "role">,
  actor: Actor,
): Promise<void> {
  const known = await exportOf(operator, id);
  if (!known) throw notFound("export_unknown");
  await transaction(async (tx) => {
    await tx.export.deleteMany({ where: { id } });
    await recordAudit(tx, {
      actor,
      action: "export.deleted",
      subjectType: "export",
      subjectId: id,
      before: { list: known.list, by: known.by },
    });
  });
}

/** Deletes those that were kept long enough. Returns how many. */
export function forgetExports(limit: number): Promise<number> {
  return db.$executeRaw`DELETE FROM "Export" WHERE "id" IN (SELECT "id" FROM "Export" WHERE "expiresAt" <= ${now()} LIMIT ${limit})`;
}
