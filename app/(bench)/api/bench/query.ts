import { Pool, type QueryConfig, type QueryResultRow } from "pg";
import { env } from "#lib/kernel/env.ts";

let pool: Pool | undefined;

/** A query without what the product puts around one. */
export async function query<Row extends QueryResultRow>(config: QueryConfig): Promise<Row[]> {
  pool ??= new Pool({ connectionString: env().DATABASE_URL, max: 16 });
  return (await pool.query<Row>(config)).rows;
}
