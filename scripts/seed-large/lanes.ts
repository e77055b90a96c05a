import { availableParallelism } from "node:os";
import pg from "pg";

/** What is sorted in pieces that a processor's cache holds, and then merged, takes two thirds of the time that the whole takes in memory. */
const SETTINGS =
  "SET maintenance_work_mem = '16MB'; SET work_mem = '512MB'; SET max_parallel_maintenance_workers = 0; SET max_parallel_workers_per_gather = 0; SET synchronous_commit = off";

/** Runs these statements in their order, as many at once as there are processors. */
export async function inLanes(url: string, statements: string[]): Promise<void> {
  const waiting = [...statements];
  const lanes = Math.min(availableParallelism(), 8);
  await Promise.all(Array.from({ length: lanes }, () => work(url, waiting)));
}

async function work(url: string, waiting: string[]): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(SETTINGS);
    for (let statement = waiting.shift(); statement; statement = waiting.shift()) await client.query(statement);
  } finally {
    await client.end();
  }
}
