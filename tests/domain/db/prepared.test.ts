import { expect, test } from "vitest";
import { lockCustomer } from "#lib/customers/lock.ts";
import { db } from "#lib/db/client.ts";
import { changeRow } from "#lib/db/rows.ts";
import { type Tx, transaction } from "#lib/db/transaction.ts";
import { useDatabase } from "#tests/support/database.ts";
import { aPlan, aViewer, buy } from "#tests/support/shop.ts";

useDatabase();

test("what reads by key, writes or locks is planned once a connection; reports and some of many are planned for their values", async () => {
  const { id } = await aViewer();
  const kept = await transaction(async (tx) => {
    await lockCustomer(tx, id);
    await tx.customer.findUnique({ where: { id } });
    await tx.customer.findUnique({ relationLoadStrategy: "join", where: { id }, include: { orders: { orderBy: { createdAt: "asc" } } } });
    await tx.customer.findUnique({
      relationLoadStrategy: "join",
      where: { id },
      include: { orders: { orderBy: { createdAt: "asc" }, take: 1 } },
    });
    await tx.customer.findFirst({ where: { city: "Kept" }, orderBy: { createdAt: "desc" } });
    await tx.customer.findMany({ where: { createdAt: { lt: new Date() } }, take: 5 });
    await tx.customer.count({ where: { createdAt: { gt: new Date(0) } } });
    await tx.$queryRaw`/* kept */ SELECT "name" FROM "Customer" WHERE "email" = ANY (${["kept@example.com"]})`;
    await tx.$queryRaw`SELECT count(*) FROM "Customer" WHERE "createdAt" > ${new Date(0)}`;
    return statements(tx);
  });
  expect(kept.filter((statement) => statement.includes("FOR NO KEY UPDATE"))).toHaveLength(1);
  expect(kept.filter((statement) => statement.includes('"t0"."id" = $1'))).toHaveLength(2);
  expect(kept.filter((statement) => statement.includes("ORDER BY"))).toHaveLength(1);
  expect(kept.filter((statement) => statement.includes("ANY ($1)"))).toHaveLength(1);
  expect(kept.filter((statement) => /ORDER BY[^()]*LIMIT|[<>]|count\(/.test(statement))).toEqual([]);
});

test("a column that a migration adds meanwhile disturbs no statement that is kept", async () => {
  const { id } = await aViewer();
  const use = () =>
    transaction(async (tx) => {
      await changeRow(tx, "Customer", { id }, { city: "Kept" });
      return lockCustomer(tx, id);
    });
  for (let times = 0; times < 8; times += 1) await use();
  await db.$executeRawUnsafe(`ALTER TABLE "Customer" ADD COLUMN "later" TEXT`);
  expect(await use()).toMatchObject({ id, city: "Kept" });
});

test("a change leaves what it says nothing of, in the row that it gives back too", async () => {
  const known = await aViewer();
  const changed = await transaction((tx) => changeRow(tx, "Customer", known, { city: "Kept", name: undefined }));
  expect(changed).toMatchObject({ name: known.name, city: "Kept" });
  expect(await db.customer.findUnique({ where: { id: known.id } })).toMatchObject({ name: known.name, city: "Kept" });
});

test("the statements of a purchase that are kept name the columns that they give", async () => {
  const { price } = await aPlan();
  await buy(await aViewer(), price);
  const kept = await transaction(statements);
  expect(kept.some((statement) => statement.includes('"InvoiceSeries"'))).toBe(true);
  expect(kept.filter((statement) => /RETURNING ("\w+"\.)?\*/.test(statement))).toEqual([]);
});

async function statements(tx: Tx): Promise<string[]> {
  const rows = await tx.$queryRaw<{ statement: string }[]>`SELECT "statement" FROM pg_prepared_statements`;
  return rows.map(({ statement }) => statement);
}
