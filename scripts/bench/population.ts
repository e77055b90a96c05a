import type pg from "pg";

const id = (table: number) => `('0000000${table}-0000-7000-8000-' || lpad(to_hex(i), 12, '0'))::uuid`;
const REFERENCES = { customerId: id(0), payerId: id(0), paymentMethodId: id(1), subscriptionId: id(2) };

/** Tables of one subscriber, and what is another for each copy. */
const TABLES: { name: string; which: string; own: Record<string, string> }[] = [
  {
    name: "Customer",
    which: `"id" = (SELECT "customerId" FROM first)`,
    own: { id: id(0), email: `'copy-' || i || '@example.com'`, serviceUserId: `'copy-' || i` },
  },
  { name: "PaymentMethod", which: `"id" = (SELECT "paymentMethodId" FROM first)`, own: { id: id(1), ...REFERENCES } },
  {
    name: "Subscription",
    which: `"id" = (SELECT "id" FROM first)`,
    own: { ...REFERENCES, id: id(2), renewsAt: "$3::timestamptz + i * interval '1 second'", remindAt: "NULL" },
  },
  { name: "SubscriptionItem", which: `"subscriptionId" = (SELECT "id" FROM first)`, own: { ...REFERENCES, id: id(3) } },
];

/**
 * Makes subscriptions `from` to `to` as copies of the first one, with a viewer and a saved method each, that renew one second after the other from `renewsAt` on.
 * Ids are made of the number of the copy, so that rows refer to their own: they are inserted without asking whether they do, and nobody searches for these viewers. Its user must
 * be allowed to set that aside, as the embedded one is.
 */
export async function populate(pool: pg.Pool, { from, to, renewsAt }: { from: number; to: number; renewsAt: Date }): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query("SET session_replication_role = replica");
    for (const { name, which, own } of TABLES) {
      const columns = await columnsOf(client, name);
      const values = columns.map((column) => own[column] ?? `t."${column}"`);
      await client.query(
        `WITH first AS (SELECT * FROM "Subscription" ORDER BY "number" LIMIT 1)
         INSERT INTO "${name}" (${columns.map((column) => `"${column}"`).join(", ")})
         SELECT ${values.join(", ")} FROM "${name}" t, generate_series($1::int, $2::int) i WHERE $3::timestamptz IS NOT NULL AND t.${which}`,
        [from, to, renewsAt],
      );
    }
    await client.query("RESET session_replication_role");
    client.release();
  } catch (error) {
    client.release(true);
    throw error;
  }
}

/** But for those that PostgreSQL fills in. */
async function columnsOf(client: pg.PoolClient, table: string): Promise<string[]> {
  const { rows } = await client.query(
    `SELECT column_name AS "name" FROM information_schema.columns
     WHERE table_schema = 'public' AND table_name = $1 AND is_generated = 'NEVER' AND coalesce(column_default, '') NOT LIKE 'nextval%'`,
    [table],
  );
  return rows.map(({ name }) => name);
}
