import type { Tx } from "#lib/db/transaction.ts";
import { now } from "#lib/kernel/clock.ts";
import { newId } from "#lib/kernel/ids.ts";
import type { DraftLine } from "./draft.ts";
import { storedLine, writeLine } from "./stored-line.ts";

/** Keeps lines for the next invoice of a locked subscription. */
export async function keepForNextInvoice(
  tx: Tx,
  { subscriptionId, currency }: { subscriptionId: string; currency: string },
  lines: DraftLine[],
): Promise<void> {
  const createdAt = now();
  await tx.pendingLine.createMany({
    data: lines.map((line) => ({ id: newId(), subscriptionId, currency, line: writeLine(line), createdAt })),
  });
}

/** What waits for the next invoice of a subscription, the oldest first. */
export const WAITING = { where: { billedAt: null }, orderBy: { id: "asc" } } as const;

export async function waitingLines(tx: Tx, subscriptionId: string): Promise<DraftLine[]> {
  const rows = await tx.pendingLine.findMany({ ...WAITING, where: { ...WAITING.where, subscriptionId } });
  return rows.map(({ line }) => storedLine.parse(line));
}

/** Those lines in the currency of an invoice that is drafted now: they wait no more. */
export async function takePendingLines(tx: Tx, subscriptionId: string, currency: string): Promise<DraftLine[]> {
  const rows = await tx.pendingLine.findMany({ where: { ...WAITING.where, subscriptionId, currency }, orderBy: WAITING.orderBy });
  if (rows.length === 0) return [];
  await tx.pendingLine.updateMany({ where: { id: { in: rows.map(({ id }) => id) } }, data: { billedAt: now() } });
  return rows.map(({ line }) => storedLine.parse(line));
}
