import { readFileSync } from "node:fs";
import { Pool } from "pg";
import { BareWrites } from "../../bare-writes.ts";

const pool = new Pool({ connectionString: process.env.DATABASE_URL, max: 16 });
const purchases = new BareWrites(pool, JSON.parse(readFileSync(/* turbopackIgnore: true */ process.env.BARE_TABLES!, "utf8")));

/** The one query of a page. */
export async function nameOf(customerId: string): Promise<string> {
  const { rows } = await pool.query({ name: "name", text: `SELECT "name" FROM "Customer" WHERE "id" = $1`, values: [customerId] });
  return rows[0].name;
}

/** One transaction of the rows that a purchase leaves. */
export async function insertPurchase(customerId: string): Promise<void> {
  const [prepared] = purchases.prepare([customerId]);
  await purchases.insertEach(prepared);
}
