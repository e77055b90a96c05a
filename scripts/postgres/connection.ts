import { join } from "node:path";
import pg from "pg";
import type { ClusterRecord } from "./record.ts";

export const USER = "streamtill";

/** On a busy machine a connection may take seconds. */
const PATIENCE_MS = 15_000;

export function urlOf(record: ClusterRecord, database = USER): string {
  return `postgresql://${USER}:${record.password}@127.0.0.1:${record.port}/${database}`;
}

/** Whether the PostgreSQL of this very folder answers: a copied folder knows the same password, hence the question where its files are. */
export async function answers(record: ClusterRecord, home: string): Promise<boolean> {
  try {
    const rows = await query(record, "SHOW data_directory");
    return rows[0]?.data_directory === join(home, "postgres");
  } catch {
    return false;
  }
}

export async function ensureDatabase(record: ClusterRecord): Promise<void> {
  const rows = await query(record, `SELECT 1 FROM pg_database WHERE datname = '${USER}'`);
  if (rows.length === 0) await query(record, `CREATE DATABASE ${USER}`);
}

async function query(record: ClusterRecord, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: urlOf(record, "postgres"), connectionTimeoutMillis: PATIENCE_MS });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}
