import { setTimeout as sleep } from "node:timers/promises";
import { db } from "#lib/db/client.ts";
import { rollUpTransactions } from "#lib/reports/rollups/roll-up-transactions.ts";

/** Until all that happened is counted: another database's transaction on the same server may hold it up. */
export async function rollUpAll(): Promise<void> {
  const { txid, position } = await db.domainEvent.findFirstOrThrow({ orderBy: [{ txid: "desc" }, { position: "desc" }] });
  while ((await db.rollupCursor.count({ where: { txid, position } })) === 0) if ((await rollUpTransactions()) === 0) await sleep(20);
}
