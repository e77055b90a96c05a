import { type Dispute, type Payout, Prisma, type StatementLine, type Transaction } from "#lib/db/generated/client.ts";
import { columnsOf, lockedRow, lockRow } from "#lib/db/rows.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { now } from "#lib/kernel/clock.ts";
import { conflict, notFound } from "#lib/kernel/errors.ts";
import { byHandIds } from "./registry.ts";
import { GIVES_WAY_SQL, HANDED_IN, RECEIVABLE_SQL } from "./state.ts";

/** Locks a transaction's row until the database transaction ends. */
export async function lockTransaction(tx: Tx, id: string): Promise<Transaction> {
  const row = await lockRow(tx, "Transaction", id, "UPDATE");
  if (!row) throw notFound("transaction_unknown");
  return row;
}

/** The same as a part of a statement that locks more. */
export function lockedTransaction(id: string): Prisma.Sql {
  return lockedRow("Transaction", Prisma.sql`"id" = ${id}::uuid`, "UPDATE");
}

/**
 * Locks an invoice's try that waits for the viewer, if there is one, or that no page was opened for: nobody can pay it, so it may give way, too.
 * Transactions are locked before their invoice, everywhere.
 */
export async function lockWaitingTry(tx: Tx, invoiceId: string): Promise<Transaction | null> {
  const [row] = await tx.$queryRaw<Transaction[]>`
    SELECT ${columnsOf("Transaction")} FROM "Transaction" WHERE "invoiceId" = ${invoiceId}::uuid AND "kind" = 'CHARGE' AND ${GIVES_WAY_SQL} FOR UPDATE`;
  return row ?? null;
}

/** Locks the newest try of an invoice whose money people record, and that asked for so much: it waits, or nobody waits for it any more. Null where there is none. */
export async function lockExpectedTry(tx: Tx, invoiceId: string, amount: bigint): Promise<Transaction | null> {
  const [row] = await tx.$queryRaw<Transaction[]>`
    SELECT ${columnsOf("Transaction")} FROM "Transaction" WHERE "invoiceId" = ${invoiceId}::uuid AND "kind" = 'CHARGE' AND "gateway" = ANY (${byHandIds()})
      AND "amount" = ${amount} AND "paymentMethodId" IS NULL AND "request" IS NOT NULL AND "status" IN ${RECEIVABLE_SQL}
    ORDER BY "number" DESC LIMIT 1 FOR UPDATE`;
  return row ?? null;
}

/** Locks what was charged for an order: nothing of it goes back, or is asked back by a bank, until the database transaction ends. */
export async function lockChargesOf(tx: Tx, orderId: string): Promise<void> {
  await tx.$queryRaw`SELECT 1 FROM "Transaction" WHERE "orderId" = ${orderId}::uuid AND "kind" = 'CHARGE' ORDER BY "id" FOR UPDATE`;
}

/** Locks a dispute that may be answered. @throws 404 `dispute_unknown`, 409 `dispute_answered`, `dispute_over` past its time or where no answer is taken. */
export async function lockToAnswer(tx: Tx, id: string): Promise<Dispute> {
  const dispute = await lockRow(tx, "Dispute", id, "UPDATE");
  if (!dispute) throw notFound("dispute_unknown");
  if (await tx.disputeAnswer.count({ where: { disputeId: id, status: { in: HANDED_IN } } })) throw conflict("dispute_answered");
  if (!dispute.respondBy || dispute.respondBy <= now()) throw conflict("dispute_over");
  return dispute;
}

/** Locks a line of a bank's statement. @throws 404 `line_unknown` */
export async function lockLine(tx: Tx, id: string): Promise<StatementLine> {
  const line = await lockRow(tx, "StatementLine", id, "UPDATE");
  if (!line) throw notFound("line_unknown");
  return line;
}

/** Locks a payout that is written down. */
export async function lockPayout(tx: Tx, id: string): Promise<Payout> {
  const row = await lockRow(tx, "Payout", id, "UPDATE");
  if (!row) throw new Error(`There is no payout ${id}`);
  return row;
}

/** Lets what a payer sent, or was sent back, be written down by one at a time: who asks whether it is known already sees what others are writing. */
export async function lockSent(tx: Tx, customerId: string): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext(${`sent ${customerId}`}))`;
}
