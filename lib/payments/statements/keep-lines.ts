import { type Actor, recordAudit } from "#lib/audit/audit.ts";
import { Prisma } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { now } from "#lib/kernel/clock.ts";
import { newId } from "#lib/kernel/ids.ts";
import { writeJson } from "#lib/kernel/json.ts";
import { keysOf, type ReadStatement } from "./line.ts";

const COLUMNS = ["id", "statementId", "key", "bookedOn", "amount", "currency", "payer", "payerAccount", "text"];

/** `known`: lines that were imported before. `skipped`: what is nothing of a payer's. */
export type Imported = { number: number | null; added: number; known: number; skipped: number };

/** Keeps the lines of a statement, each once, whatever file it comes in. */
export async function keepLines(
  tx: Tx,
  { fileName, lines, skipped }: ReadStatement & { fileName: string },
  actor: Actor,
): Promise<Imported> {
  const keys = keysOf(lines);
  const [{ before }] = await tx.$queryRaw<
    { before: number }[]
  >`SELECT count(*)::int AS "before" FROM "StatementLine" WHERE "key" = ANY (${keys})`;
  if (before === lines.length) return { number: null, added: 0, known: before, skipped };
  const { id, number } = await tx.bankStatement.create({ data: { fileName, importedAt: now(), importedBy: actor.name } });
  const data = lines.map(({ bookedOn, amount, payer, payerAccount, text }, index) => ({
    id: newId(),
    statementId: id,
    key: keys[index],
    bookedOn,
    amount: amount.minor,
    currency: amount.currency,
    payer,
    payerAccount,
    text,
  }));
  // One statement for all: Prisma plans one for each few hundred, and ten thousand lines took longer than a transaction may.
  const columns = Prisma.raw(COLUMNS.map((name) => `"${name}"`).join(", "));
  const count = await tx.$executeRaw`
    INSERT INTO "StatementLine" (${columns}) SELECT ${columns} FROM jsonb_populate_recordset(NULL::"StatementLine", ${writeJson(data)}::jsonb)
    ON CONFLICT ("key") DO NOTHING`;
  const result = { number, added: count, known: lines.length - count, skipped };
  await recordAudit(tx, { actor, action: "statement.imported", subjectType: "statement", subjectId: id, after: { fileName, ...result } });
  return result;
}
