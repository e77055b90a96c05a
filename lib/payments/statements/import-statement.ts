import { z } from "zod";
import { type Actor, recordAudit } from "#lib/audit/audit.ts";
import { transaction } from "#lib/db/transaction.ts";
import { now } from "#lib/kernel/clock.ts";
import { requiredText } from "#lib/kernel/inputs.ts";
import { getSettings } from "#lib/settings/settings.ts";
import { keysOf } from "./line.ts";
import { readStatement } from "./read-statement.ts";

export const importStatementInput = z.object({
  fileName: requiredText(200),
  file: z.custom<Uint8Array>((value) => value instanceof Uint8Array, "required"),
});
export type ImportStatementInput = z.output<typeof importStatementInput>;

/** `known`: lines that were imported before. `skipped`: what is no money received. */
export type Imported = { number: number | null; added: number; known: number; skipped: number };

/** Keeps the lines of a bank's statement by which money came, each once, whatever file it comes in; nothing is recorded by them yet. @throws as `readStatement` */
export async function importStatement({ fileName, file }: ImportStatementInput, actor: Actor): Promise<Imported> {
  const { market } = await getSettings();
  const { lines, skipped } = readStatement(file, market.defaultCurrency);
  const keys = keysOf(lines);
  return transaction(async (tx) => {
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
  });
}
