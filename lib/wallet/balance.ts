import type { BalanceEntry } from "#lib/db/generated/client.ts";
import { insertRows } from "#lib/db/rows.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { now } from "#lib/kernel/clock.ts";
import { newId } from "#lib/kernel/ids.ts";

export type BalanceMove = Pick<BalanceEntry, "customerId" | "currency" | "amount"> & {
  invoiceId?: string;
  transactionId?: string;
  reason?: string;
  /** The entry whose rest it takes, or gives back to. */
  ofId?: string;
};

/** Puts `amount` in, or takes it out where it is below 0, and writes down why. The ledger is the caller's. PostgreSQL refuses to leave less than nothing. Returns the id of the entry. */
export async function moveBalance(tx: Tx, move: BalanceMove): Promise<string> {
  const { customerId, currency, amount } = move;
  await tx.$executeRaw`INSERT INTO "Balance" ("customerId", "currency", "amount") VALUES (${customerId}::uuid, ${currency}, 0) ON CONFLICT DO NOTHING`;
  await tx.$executeRaw`
    UPDATE "Balance" SET "amount" = "amount" + ${amount} WHERE "customerId" = ${customerId}::uuid AND "currency" = ${currency}`;
  const id = newId();
  await insertRows(tx, { BalanceEntry: [{ ...move, id, at: now() }] });
  return id;
}
