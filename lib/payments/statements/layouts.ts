import { z } from "zod";
import { type Actor, recordAudit } from "#lib/audit/audit.ts";
import { db } from "#lib/db/client.ts";
import type { StatementLayout } from "#lib/db/generated/client.ts";
import { type Tx, transaction } from "#lib/db/transaction.ts";
import { now } from "#lib/kernel/clock.ts";
import { headerAt, type Layout, layoutShape, MOST_HEAD } from "./layout.ts";
import { isXml, textOf } from "./read-statement.ts";
import { rowsOf, separatorOf } from "./table-rows.ts";

export type SavedLayout = { id: string; name: string; layout: Layout };

/** Keeps how a bank's tables are read under a name; what had the name gives way. */
export async function saveLayout(
  tx: Tx,
  { name, header, layout }: { name: string; header: string; layout: Layout },
  actor: Actor,
): Promise<void> {
  const saved = { header, layout, savedAt: now(), savedBy: actor.name };
  const before = await tx.statementLayout.findUnique({ where: { name } });
  const after = await tx.statementLayout.upsert({ where: { name }, create: { name, ...saved }, update: saved });
  await recordAudit(tx, { actor, ...audited("saved", after), before: before && told(before), after: told(after) });
}

const audited = (what: "saved" | "removed", { id }: StatementLayout) => ({
  action: `statement_layout.${what}`,
  subjectType: "statement_layout",
  subjectId: id,
});
const told = ({ name, header, layout, savedBy }: StatementLayout) => ({ name, header, layout, savedBy });

export const removeLayoutInput = z.object({ layoutId: z.uuid("invalid") });
export type RemoveLayoutInput = z.output<typeof removeLayoutInput>;

/** It is offered no more; what was imported by it stays. Nothing happens where it is gone. */
export function removeLayout({ layoutId }: RemoveLayoutInput, actor: Actor): Promise<void> {
  return transaction(async (tx) => {
    const before = await tx.statementLayout.findUnique({ where: { id: layoutId } });
    const { count } = await tx.statementLayout.deleteMany({ where: { id: layoutId } });
    if (before && count > 0) await recordAudit(tx, { actor, ...audited("removed", before), before: told(before) });
  });
}

/** What was saved for tables of which one of these is the header, the newest first. */
export async function layoutsFor(headers: string[]): Promise<SavedLayout[]> {
  const rows = await db.statementLayout.findMany({ where: { header: { in: headers } }, orderBy: { savedAt: "desc" }, take: 20 });
  return rows.flatMap(({ id, name, layout }) => {
    const read = layoutShape.safeParse(layout);
    return read.success ? [{ id, name, layout: read.data }] : [];
  });
}

/** The headers that a table may have, by any of which it may be known. None of XML, or of what cannot be read. */
export function headersOf(file: Uint8Array): string[] {
  try {
    const text = textOf(file);
    if (isXml(text)) return [];
    const rows = rowsOf(text, separatorOf(text), MOST_HEAD);
    return rows.flatMap((row, index) => (row.some((cell) => /\p{L}/u.test(cell)) ? [headerAt(rows, index + 1)] : []));
  } catch {
    return [];
  }
}
