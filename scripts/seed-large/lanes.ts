import { availableParallelism, totalmem } from "node:os";
import pg from "pg";

const MB = 1024 * 1024;

/** Runs these statements, as many at once as there are processors, each through a connection that may use a good part of the memory. */
export async function inLanes(url: string, statements: string[]): Promise<void> {
  const waiting = [...statements];
  const lanes = Math.min(availableParallelism(), 8);
  const memory = Math.max(64, Math.min(1536, Math.floor(totalmem() / MB / 6 / lanes)));
  await Promise.all(Array.from({ length: lanes }, () => work(url, waiting, memory)));
}

async function work(url: string, waiting: string[], memory: number): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(
      `SET maintenance_work_mem = '${memory}MB'; SET work_mem = '${memory}MB'; SET max_parallel_maintenance_workers = 0; SET max_parallel_workers_per_gather = 0; SET synchronous_commit = off`,
    );
    for (let statement = waiting.shift(); statement; statement = waiting.shift()) await client.query(statement);
  } finally {
    await client.end();
  }
}
