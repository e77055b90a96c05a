import { z } from "zod";
import type { Actor } from "#lib/audit/audit.ts";
import { meantBy } from "#lib/billing/parts/meant-by.ts";
import { transaction } from "#lib/db/transaction.ts";
import { DomainError } from "#lib/kernel/errors.ts";
import { flag, requiredText } from "#lib/kernel/inputs.ts";
import { type Imported, keepLines } from "#lib/payments/statements/keep-lines.ts";
import { headersOf, layoutsFor } from "#lib/payments/statements/layouts.ts";
import type { ReadLine, ReadStatement } from "#lib/payments/statements/line.ts";
import { readStatement } from "#lib/payments/statements/read-statement.ts";
import { dropUpload, foundUpload, keepUpload } from "#lib/payments/statements/uploads.ts";
import { getSettings } from "#lib/settings/settings.ts";

export const importStatementInput = z.object({
  fileName: requiredText(200),
  file: z.custom<Uint8Array>((value) => value instanceof Uint8Array, "required"),
  /** A person names the columns, though they may be known. */
  byHand: flag,
});
export type ImportStatementInput = z.output<typeof importStatementInput>;

type Sent = Omit<ImportStatementInput, "byHand">;

/** Where the columns of a table have to be named, or were once: the file is kept as `uploadId` (`importByLayout`). */
export type Received = Imported | { uploadId: string };

/**
 * Takes a bank's statement as an operator sent it: its lines are imported, or the file is kept for its columns to be named.
 * @throws as `readStatement`, but for what a person can mend by naming the columns
 */
export async function receiveStatement({ byHand, ...sent }: ImportStatementInput, actor: Actor): Promise<Received> {
  const imported = byHand ? null : await importKnown(sent, actor);
  return imported ?? { uploadId: await keepUpload(sent.fileName, sent.file, actor) };
}

export const receiveUploadInput = z.object({ uploadId: z.uuid("invalid"), byHand: flag });
export type ReceiveUploadInput = z.output<typeof receiveUploadInput>;

/** The same of a file that came in pieces. @throws 404 `upload_unknown`, and as `receiveStatement` */
export async function receiveUpload({ uploadId, byHand }: ReceiveUploadInput, actor: Actor): Promise<Received> {
  if (byHand) return { uploadId };
  const { fileName, body } = await foundUpload(uploadId);
  const drop = () => transaction((tx) => dropUpload(tx, uploadId));
  const imported = await importKnown({ fileName, file: body }, actor).catch(async (error) => {
    if (error instanceof DomainError) await drop();
    throw error;
  });
  if (!imported) return { uploadId };
  await drop();
  return imported;
}

/** Null where a person has to name the columns, or did once. */
async function importKnown(sent: Sent, actor: Actor): Promise<Imported | null> {
  if ((await layoutsFor(headersOf(sent.file))).length > 0) return null;
  try {
    return await importStatement(sent, actor);
  } catch (error) {
    if (error instanceof DomainError && BY_HAND.includes(error.code)) return null;
    throw error;
  }
}

/**
 * Keeps the lines of a bank's statement, each once, whatever file it comes in; nothing is recorded by them yet. Of what left the account only what
 * may be a payment that went back is kept.
 * @throws as `readStatement`
 */
export async function importStatement({ fileName, file }: Sent, actor: Actor): Promise<Imported> {
  const { market } = await getSettings();
  const read = await ofPayers(readStatement(file, market.defaultCurrency));
  return transaction((tx) => keepLines(tx, { fileName, ...read }, actor));
}

const BY_HAND = ["statement_columns", "statement_cell"];
const AT_ONCE = 500;

/** Without what left the account and is nothing of a payer's: rent, wages. What a bank says is a payment that went back, or names one of ours, stays. */
export async function ofPayers({ lines, skipped }: ReadStatement): Promise<ReadStatement> {
  const left = lines.filter(({ amount, returned }) => amount.minor < 0n && !returned);
  const ours = new Set<ReadLine>();
  for (let at = 0; at < left.length; at += AT_ONCE) {
    const some = left.slice(at, at + AT_ONCE);
    const meant = await meantBy(some);
    for (const [index, line] of some.entries()) if (meant[index].length > 0) ours.add(line);
  }
  const kept = lines.filter((line) => line.amount.minor > 0n || line.returned || ours.has(line));
  return { lines: kept, skipped: skipped + lines.length - kept.length };
}
