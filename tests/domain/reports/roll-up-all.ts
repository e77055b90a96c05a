import { setTimeout as sleep } from "node:timers/promises";
import { db } from "#lib/db/client.ts";
import { rollUpMrr } from "#lib/reports/rollups/roll-up-mrr.ts";
import { rollUpTransactions } from "#lib/reports/rollups/roll-up-transactions.ts";

/** Until all that happened is counted: another database's transaction on the same server may hold it up. */
export function rollUpAll(): Promise<void> {
  return until("transactions", rollUpTransactions);
}

/** The same of MRR. */
export function rollUpMrrAll(): Promise<void> {
  return until("mrr", rollUpMrr);
}

async function until(name: string, read: () => Promise<number>): Promise<void> {
  const { txid, position } = await db.domainEvent.findFirstOrThrow({ orderBy: [{ txid: "desc" }, { position: "desc" }] });
  while ((await db.rollupCursor.count({ where: { name, txid, position, made: null } })) === 0) if ((await read()) === 0) await sleep(20);
}
