import type pg from "pg";

/** Tables of one subscriber, parents first, and what is another for each copy besides its ids. */
const TABLES: [name: string, own: string][] = [
  ["Customer", `'email', 'copy-' || i || '@example.com', 'serviceUserId', 'copy-' || i`],
  ["PaymentMethod", `'createdAt', t."createdAt"`],
  ["Subscription", `'renewsAt', $3::timestamptz + i * interval '1 second', 'remindAt', NULL`],
  ["SubscriptionItem", "'addedAt', t.\"addedAt\""],
];

/**
 * Makes subscriptions `from` to `to` as copies of the newest one, with a viewer and a saved method each, that renew one second after the other from `renewsAt` on.
 * Ids are made of the number of the copy, so that rows refer to their own.
 */
export async function populate(pool: pg.Pool, { from, to, renewsAt }: { from: number; to: number; renewsAt: Date }): Promise<void> {
  const { rows } = await pool.query(`SELECT "id", "customerId", "paymentMethodId" FROM "Subscription" ORDER BY "number" LIMIT 1`);
  const [{ id: subscription, customerId, paymentMethodId }] = rows;
  const which: Record<string, string> = {
    Customer: `t."id" = '${customerId}'`,
    PaymentMethod: `t."id" = '${paymentMethodId}'`,
    Subscription: `t."id" = '${subscription}'`,
    SubscriptionItem: `t."subscriptionId" = '${subscription}'`,
  };
  const id = (table: number) => `('0000000${table}-0000-7000-8000-' || lpad(to_hex(i), 12, '0'))`;
  const references = `'customerId', ${id(0)}, 'payerId', ${id(0)}, 'paymentMethodId', ${id(1)}, 'subscriptionId', ${id(2)}`;
  for (const [index, [name, own]] of TABLES.entries()) {
    const columns = await pool.query(
      `SELECT string_agg('"' || column_name || '"', ', ') AS "names" FROM information_schema.columns
       WHERE table_schema = 'public' AND table_name = $1 AND is_generated = 'NEVER' AND coalesce(column_default, '') NOT LIKE 'nextval%'`,
      [name],
    );
    const { names } = columns.rows[0];
    const copy = `to_jsonb(t) || jsonb_build_object('id', ${id(index)}, ${references}, ${own})`;
    await pool.query(
      `INSERT INTO "${name}" (${names}) SELECT ${names} FROM (
         SELECT (jsonb_populate_record(NULL::"${name}", ${copy})).* FROM "${name}" t, generate_series($1::int, $2::int) i WHERE ${which[name]}
       ) copies${name === "Subscription" ? "" : " WHERE $3::timestamptz IS NOT NULL"}`,
      [from, to, renewsAt],
    );
  }
}
