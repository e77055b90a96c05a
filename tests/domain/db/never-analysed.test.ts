import { expect, test } from "vitest";
import { chooseMethod, removeMethod } from "#lib/billing/buying/choose-method.ts";
import { db } from "#lib/db/client.ts";
import { useDatabase } from "#tests/support/database.ts";
import { aPlan, aViewer, buy, CARDS } from "#tests/support/shop.ts";

useDatabase();

/** Enough for a scan of all to be told from the read of a viewer's own. */
const VIEWERS = 60;

test("in a shop that has just opened, what orders and chosen methods read does not grow with what was sold", async () => {
  await neverAnalyse();
  const { price } = await aPlan();
  for (let viewer = 0; viewer < VIEWERS; viewer += 1) {
    const customer = await aViewer();
    await buy(customer, price);
    await buy(customer, (await aPlan({ amount: 500n })).price, { card: CARDS.same });
    const [other] = await db.paymentMethod.findMany({ where: { customerId: customer.id, isDefault: false } });
    await chooseMethod({ methodId: other.id }, customer.id);
    await removeMethod({ methodId: other.id }, customer.id);
  }
  expect(await wide()).toEqual([]);
});

/** PostgreSQL keeps the plans that it made when the tables were empty until they are analysed: here they never are. */
async function neverAnalyse(): Promise<void> {
  const tables = await db.$queryRaw<{ name: string }[]>`SELECT tablename AS "name" FROM pg_tables WHERE schemaname = 'public'`;
  for (const { name } of tables) await db.$executeRawUnsafe(`ALTER TABLE "${name}" SET (autovacuum_enabled = false)`);
}

/** Indexes of which a scan reads more than a viewer has. */
async function wide(): Promise<unknown[]> {
  await db.$disconnect(); // a connection tells what it has read when it ends
  return db.$queryRaw`SELECT "indexrelname", "idx_scan", "idx_tup_read" FROM pg_stat_user_indexes
    WHERE "idx_scan" > ${VIEWERS} AND "idx_tup_read" > "idx_scan" * ${VIEWERS / 3}`;
}
