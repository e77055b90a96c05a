import { z } from "zod";
import type { Actor } from "#lib/audit/audit.ts";
import { db } from "#lib/db/client.ts";
import type { StatementUpload } from "#lib/db/generated/client.ts";
import { type Tx, transaction } from "#lib/db/transaction.ts";
import { now } from "#lib/kernel/clock.ts";
import { conflict, DomainError, notFound } from "#lib/kernel/errors.ts";
import { optionalId, requiredText, wholeNumber } from "#lib/kernel/inputs.ts";
import { MOST_BYTES } from "./read-statement.ts";

const DAYS_KEPT = 7;
const DAY_MS = 86_400_000;

/** Keeps a file whose columns a person has to name. Returns its id. */
export async function keepUpload(fileName: string, file: Uint8Array, actor: Actor): Promise<string> {
  const data = { fileName, body: new Uint8Array(file), uploadedAt: now(), uploadedBy: actor.name };
  const { id } = await transaction((tx) => tx.statementUpload.create({ data, select: { id: true } }));
  return id;
}

/** `at`: how many bytes of it are there. The first piece has no `uploadId` yet. */
export const keepPieceInput = z.object({ fileName: requiredText(200), uploadId: optionalId, at: wholeNumber(0, MOST_BYTES) });
export type KeepPieceInput = z.output<typeof keepPieceInput>;

/**
 * Adds the next piece of a file that is larger than what one request may bring. Returns its id.
 * @throws 404 `upload_unknown`, 409 `upload_broken` where another piece came meanwhile, `statement_too_large`
 */
export async function keepPiece({ fileName, uploadId: id, at }: KeepPieceInput, piece: Uint8Array, actor: Actor): Promise<string> {
  if (!id) return keepUpload(fileName, piece, actor);
  if (at + piece.length > MOST_BYTES) throw new DomainError("statement_too_large", { field: "file" });
  const added = await db.$executeRaw`
    UPDATE "StatementUpload" SET "body" = "body" || ${piece} WHERE "id" = ${id}::uuid AND "uploadedBy" = ${actor.name} AND octet_length("body") = ${at}`;
  if (added === 0) throw (await db.statementUpload.count({ where: { id } })) ? conflict("upload_broken") : notFound("upload_unknown");
  return id;
}

/** @throws 404 `upload_unknown` once it was imported, or was left for a week */
export async function foundUpload(id: string, client: Tx | typeof db = db): Promise<StatementUpload> {
  const upload = await client.statementUpload.findUnique({ where: { id } });
  if (!upload) throw notFound("upload_unknown");
  return upload;
}

export async function dropUpload(tx: Tx, id: string): Promise<void> {
  await tx.statementUpload.deleteMany({ where: { id } });
}

/** Deletes files that nobody has come back to for a week. Returns how many. */
export function forgetUploads(limit: number): Promise<number> {
  const before = new Date(now().getTime() - DAYS_KEPT * DAY_MS);
  return db.$executeRaw`
    DELETE FROM "StatementUpload" WHERE "id" IN (SELECT "id" FROM "StatementUpload" WHERE "uploadedAt" < ${before} LIMIT ${limit})`;
}
