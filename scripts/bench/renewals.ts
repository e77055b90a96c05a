import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import pg from "pg";
import { runRenewals } from "#lib/billing/renewing/run-renewals.ts";
import { db } from "#lib/db/client.ts";
import { now } from "#lib/kernel/clock.ts";
import { env } from "#lib/kernel/env.ts";
import { aPlan, aViewer, buy } from "#tests/support/shop.ts";
import { BareWrites } from "./bare-writes.ts";
import { inTurn, perSecond, share } from "./in-turn.ts";
import { populate } from "./population.ts";
import type { Stage } from "./stage.ts";

const AT_ONCE = 8;
const DUE = 800;
const ROUNDS = 5;
const WARM_UP = 2;
const MONTH_MS = 40 * 86_400_000;
const SIZES = [10_000, 100_000, 1_000_000];
const WORKERS = [1, 2, 4];

/**
 * Renewals paid with the sandbox, by 1, 2 and 4 workers, where ten thousand to a million subscriptions are: beside bare transactions that insert the rows that
 * one of them leaves, in turn with them.
 */
export async function measure(_: Stage, print: (line: object) => void): Promise<void> {
  const pool = new pg.Pool({ connectionString: env().DATABASE_URL, max: AT_ONCE });
  try {
    const { price } = await aPlan();
    const bought = [await buy(await aViewer(), price), await buy(await aViewer(), price)];
    const bare = await BareWrites.like(pool, async () => {
      const { subscriptionId: id } = bought.pop()!;
      await db.subscription.update({ where: { id }, data: { renewsAt: now() } });
      await runRenewals();
    });
    let made = 0;
    for (const size of SIZES) {
      await populate(pool, { from: made + 1, to: size, renewsAt: new Date(now().getTime() + MONTH_MS) });
      await pool.query("VACUUM ANALYZE");
      made = size;
      for (const workers of WORKERS)
        print({ unit: "renewals/s", subscriptions: size, workers, rows: bare.rows, ...(await beside(pool, bare, workers)) });
    }
  } finally {
    await pool.end();
  }
}

/** The workers live through all rounds, as they do in a shop; the first rounds, in which they and the bare side warm up, do not count. */
async function beside(pool: pg.Pool, bare: BareWrites, count: number): Promise<object> {
  const workers = await Promise.all(Array.from({ length: count }, startWorker));
  const bareRows = () => copies(pool, bare);
  const { renewals, bareTransactions } = await inTurn(
    {
      renewals: () => renewDue(pool, workers),
      bareTransactions: async () => perSecond(await bareRows(), AT_ONCE, (rows) => bare.insertEach(rows)),
    },
    ROUNDS,
    WARM_UP,
  );
  for (const worker of workers) worker.disconnect();
  return { renewals, bareTransactions, share: share(renewals, bareTransactions), ...(count === 1 ? { target: 0.3 } : {}) };
}

/** Rows of renewals of viewers who are there. */
async function copies(pool: pg.Pool, bare: BareWrites) {
  const { rows } = await pool.query(`SELECT "id" FROM "Customer" WHERE "email" LIKE 'copy-%' LIMIT $1`, [DUE]);
  return bare.prepare(rows.map(({ id }) => id));
}

/** Lets the next ones fall due, and counts how many a second the workers renew. */
async function renewDue(pool: pg.Pool, workers: ChildProcess[]): Promise<number> {
  await pool.query(
    `UPDATE "Subscription" SET "renewsAt" = $2 WHERE "id" IN (SELECT "id" FROM "Subscription" WHERE "renewsAt" > $2 AND "status" = 'ACTIVE' ORDER BY "renewsAt" LIMIT $1)`,
    [DUE, new Date(now().getTime() - 1000)],
  );
  // As autovacuum does each minute. Invoices, transactions and the ledger were analysed with the few rows of the first purchases: plans that read them whole would be kept.
  await pool.query("ANALYZE");
  const began = performance.now();
  const renewed = await Promise.all(workers.map(work));
  const seconds = (performance.now() - began) / 1000;
  const all = renewed.reduce((sum, each) => sum + each, 0);
  const { rows } = await pool.query(`SELECT count(*) AS "unpaid" FROM "Invoice" WHERE "status" <> 'PAID'`);
  if (all !== DUE || rows[0].unpaid !== "0") throw new Error(`${all} of ${DUE} were renewed, ${rows[0].unpaid} are not paid`);
  return all / seconds;
}

async function startWorker(): Promise<ChildProcess> {
  const worker = fork(new URL("renew-due.ts", import.meta.url), [], { stdio: ["ignore", "ignore", "inherit", "ipc"] });
  await once(worker, "message");
  return worker;
}

async function work(worker: ChildProcess): Promise<number> {
  worker.send("go");
  const [renewed] = await once(worker, "message");
  return renewed;
}
