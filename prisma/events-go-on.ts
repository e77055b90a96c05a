import pg from "pg";

/** So that of several instances that start at once one does it. */
const LOCK = 72_707_370;

/**
 * Puts what will happen behind what has happened (docs/decisions/0021): where a dump was restored into a cluster that has counted fewer transactions, the events in it have places that
 * are still to come, and whoever has read them would never see what is written until then. Elsewhere it changes nothing. Before anything is written.
 */
export async function eventsGoOn(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query("SELECT pg_advisory_lock($1)", [LOCK]);
    const { rows } = await client.query<{ added: string }>(`
      SELECT max("txid") + 1 - (pg_snapshot_xmax(pg_current_snapshot())::text)::bigint AS "added" FROM "DomainEvent"
      HAVING max("txid") >= event_txid(pg_snapshot_xmax(pg_current_snapshot()))`);
    for (const { added } of rows)
      await client.query(
        `CREATE OR REPLACE FUNCTION event_txid(xid8) RETURNS bigint LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$ SELECT ($1::text)::bigint + ${BigInt(added)} $$`,
      );
  } finally {
    await client.end();
  }
}
