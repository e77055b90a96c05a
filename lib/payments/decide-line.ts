import { z } from "zod";
import { type Actor, recordAudit } from "#lib/audit/audit.ts";
import type { StatementLine } from "#lib/db/generated/client.ts";
import { changeRow } from "#lib/db/rows.ts";
import { type Tx, transaction } from "#lib/db/transaction.ts";
import { now } from "#lib/kernel/clock.ts";
import { conflict } from "#lib/kernel/errors.ts";
import { flag } from "#lib/kernel/inputs.ts";
import { lockLine } from "./lock.ts";

/** Locks a line that nobody has decided about. @throws 404 `line_unknown`, 409 `line_decided` */
export async function lockOpenLine(tx: Tx, id: string): Promise<StatementLine> {
  const line = await lockLine(tx, id);
  if (line.state !== "OPEN") throw conflict("line_decided");
  return line;
}

/** Adds which payment was recorded by a locked line. */
export async function markMatched(tx: Tx, line: StatementLine, transactionId: string): Promise<void> {
  await changeRow(tx, "StatementLine", line, { state: "MATCHED", transactionId, decidedAt: now() });
}

export const ignoreLineInput = z.object({ lineId: z.uuid("invalid"), ignore: flag });
export type IgnoreLineInput = z.output<typeof ignoreLineInput>;

/** A line is no payment of a viewer; or it is one after all. @throws 404 `line_unknown`, 409 `line_decided` once a payment was recorded by it */
export function ignoreLine({ lineId, ignore }: IgnoreLineInput, actor: Actor): Promise<void> {
  return transaction(async (tx) => {
    const line = await lockLine(tx, lineId);
    if (line.state === "MATCHED") throw conflict("line_decided");
    await changeRow(tx, "StatementLine", line, { state: ignore ? "IGNORED" : "OPEN", decidedAt: ignore ? now() : null });
    const action = ignore ? "statement_line.ignored" : "statement_line.reopened";
    await recordAudit(tx, { actor, action, subjectType: "statement_line", subjectId: lineId });
  });
}
