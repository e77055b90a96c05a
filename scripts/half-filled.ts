import pg from "pg";

/** The schema that is there while `npm run seed:large` fills a database, with what is to be put back: indexes, keys and triggers are missing meanwhile. */
export const SEEDING = "seeding";

/** @throws where a database was being filled and was not finished: nobody may work with it. */
export async function refuseHalfFilled(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query("SELECT FROM pg_namespace WHERE nspname = $1", [SEEDING]);
    if (rows.length > 0)
      throw new Error(
        "This database was being filled by npm run seed:large, which has not finished: its indexes and keys are missing. Throw it away and fill another one.",
      );
  } finally {
    await client.end();
  }
}
