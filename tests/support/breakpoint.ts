import pg from "pg";
import { expect } from "./browser.ts";

const LOCK = 900_009;

/**
 * Holds the server's work inside its database transaction at a statement, named as a trigger names it (`BEFORE INSERT ON "Message"`), runs
 * `whileHeld` once it is there, and lets go.
 * @param act starts that work; it may well fail, for `whileHeld` may kill the server
 */
export async function holdAt(statement: string, act: () => Promise<unknown>, whileHeld: () => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: process.env.DATABASE_URL });
  await client.connect();
  await client.query(`SELECT pg_advisory_lock(${LOCK})`);
  await client.query(`
    CREATE OR REPLACE FUNCTION hold() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM pg_advisory_xact_lock(${LOCK}); RETURN NEW; END';
    CREATE TRIGGER hold ${statement} EXECUTE FUNCTION hold()`);
  const acted = act().catch(() => undefined);
  await expect.poll(() => isHeld(client)).toBe(true);
  await whileHeld();
  await client.query(`SELECT pg_advisory_unlock(${LOCK})`);
  await client.query(`DROP FUNCTION hold CASCADE`);
  await Promise.all([acted, client.end()]);
}

async function isHeld(client: pg.Client): Promise<boolean> {
  const { rowCount } = await client.query(`
    SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND objid = ${LOCK} AND NOT granted
      AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`);
  return rowCount !== 0;
}
