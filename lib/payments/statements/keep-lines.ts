import { type Actor, recordAudit } from "#lib/audit/audit.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { now } from "#lib/kernel/clock.ts";
import { keysOf, type ReadStatement } from "./line.ts";

/** `known`: lines that were imported before. `skipped`: what is nothing of a payer's. */
export type Imported = { number: number | null; added: number; known: number; skipped: number };

/** Keeps the lines of a statement, each once, whatever file it comes in. */
export async function keepLines(
  tx: Tx,
  { fileName, lines, skipped }: ReadStatement & { fileName: string },
  actor: Actor,
): Promise<Imported> {
  const keys = keysOf(lines);
  const before = await tx.statementLine.count({ where: { key: { in: keys } } });
  if (before === lines.length) return { number: null, added: 0, known: before, skipped };
  const { id, number } = await tx.bankStatement.create({ data: { fileName, importedAt: now(), importedBy: actor.name } });
  const data = lines.map(({ bookedOn, amount, payer, payerAccount, text }, index) => ({
    statementId: id,
    key: keys[index],
    bookedOn: new Date(bookedOn),
    amount: amount.minor,
    currency: amount.currency,
    payer,
    payerAccount,
    text,
  }));
  const { count } = await tx.statementLine.createMany({ data, skipDuplicates: true });
  const result = { number, added: count, known: lines.length - count, skipped };
  await recordAudit(tx, { actor, action: "statement.imported", subjectType: "statement", subjectId: id, after: { fileName, ...result } });
  return result;
}
