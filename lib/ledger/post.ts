import { insertRows, type NewRows } from "#lib/db/rows.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { now } from "#lib/kernel/clock.ts";
import { newId } from "#lib/kernel/ids.ts";
import type { Account } from "./accounts.ts";

/** Debit is positive, credit negative; minor units. */
export type Posting = { account: Account; amount: bigint };

export type Journal = {
  /** Where something else names it. */
  id?: string;
  /** `<event>:<id>`; posting the same key again is an error, for it would count money twice. */
  key: string;
  currency: string;
  postings: Posting[];
  invoiceId?: string | null;
  transactionId?: string;
};

/** Posts money events. */
export async function post(tx: Tx, ...journals: Journal[]): Promise<void> {
  await insertRows(tx, journalRows(journals));
}

/** What posts money events, for billing/ to insert with what causes them. The postings of each must sum to zero; PostgreSQL checks that once more at commit. */
export function journalRows(journals: Journal[]): NewRows {
  const at = now();
  const rows = journals
    .map((journal) => ({ ...journal, id: journal.id ?? newId(), postings: journal.postings.filter(({ amount }) => amount !== 0n) }))
    .filter(({ postings }) => postings.length > 0);
  for (const { key, postings } of rows) {
    if (postings.reduce((sum, { amount }) => sum + amount, 0n) !== 0n) throw new Error(`Journal ${key} does not balance`);
  }
  return {
    LedgerJournal: rows.map(({ id, key, transactionId }) => ({ id, key, transactionId, at })),
    LedgerEntry: rows.flatMap(({ id, currency, invoiceId, postings }) =>
      postings.map((posting) => ({ ...posting, id: newId(), journalId: id, currency, invoiceId, at })),
    ),
  };
}
