import { spawnSync } from "node:child_process";
import { parseArgs } from "node:util";
import { checkEnvironment, openDatabase } from "../open-database.ts";
import { runCommand } from "../run-command.ts";
import { CARELESS } from "./careless.ts";

const HOUR_MS = 3_600_000;

/** The work of `npm run seed:large`, in a process that has room for hundreds of thousands of viewers. */
await runCommand(async () => {
  const { values } = parseArgs({ options: { transactions: { type: "string" }, until: { type: "string" } } });
  const transactions = Number(values.transactions ?? 100_000);
  const until = values.until ? new Date(values.until) : new Date(Math.floor(Date.now() / HOUR_MS) * HOUR_MS);
  if (!Number.isInteger(transactions) || transactions < 1_000 || transactions > 100_000_000)
    throw new Error("Say how many transactions, from a thousand to a hundred million: --transactions 1000000");
  if (Number.isNaN(until.getTime())) throw new Error("Say an instant: --until 2026-11-29T18:00:00Z");
  const began = performance.now();
  const { DATA_DIR } = checkEnvironment();
  const embedded = !process.env.DATABASE_URL;
  const database = await openDatabase(DATA_DIR, console.log, CARELESS);
  try {
    const url = process.env.DATABASE_URL!;
    const { seedLarge } = await import("./seed.ts");
    const rows = await seedLarge({ url, transactions, until, say: console.log });
    for (const [table, count] of Object.entries(rows)) console.log(`${String(count).padStart(12)} ${table}`);
  } finally {
    const { db } = await import("#lib/db/client.ts");
    await db.$disconnect();
    await database.stop();
  }
  // The embedded server did not wait for the disk.
  if (embedded) spawnSync("sync");
  console.log(`Done in ${Math.round((performance.now() - began) / 1000)} s.`);
});
