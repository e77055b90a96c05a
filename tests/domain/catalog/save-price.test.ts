import { describe, expect, test } from "vitest";
import { SYSTEM } from "#lib/audit/audit.ts";
import { archivePrice } from "#lib/catalog/archive-price.ts";
import { savePlan, savePlanInput } from "#lib/catalog/save-plan.ts";
import { savePrice, savePriceInput } from "#lib/catalog/save-price.ts";
import { db } from "#lib/db/client.ts";
import { useDatabase } from "#tests/support/database.ts";
import { addPlan, addPrice, sell } from "./catalog-fixtures.ts";

useDatabase();

const monthly = { interval: "MONTH", intervalCount: "1", trialDays: "0", taxIncluded: "on" };

function problems(values: object): Record<string, string> {
  const parsed = savePriceInput.safeParse({ ...monthly, planId: crypto.randomUUID(), ...values });
  return Object.fromEntries((parsed.error?.issues ?? []).map((issue) => [issue.path.join("."), issue.message]));
}

describe("what was typed", () => {
  test("amounts are read with the currency's own decimals", () => {
    const typed = { EUR: { amount: "9.99", setupFee: "" }, JPY: { amount: "500" }, KWD: { amount: "1.250", setupFee: "0.5" } };
    const { amounts } = savePriceInput.parse({ ...monthly, planId: crypto.randomUUID(), amounts: typed });
    expect(amounts).toEqual({
      EUR: { amount: 999n, setupFee: 0n },
      JPY: { amount: 500n, setupFee: 0n },
      KWD: { amount: 1250n, setupFee: 500n },
    });
  });

  test("a wrong amount is refused at its field", () => {
    const typed = {
      EUR: { amount: "9,99" },
      JPY: { amount: "5.5" },
      USD: { amount: "-1" },
      KWD: { amount: "", setupFee: "1" },
      XXZ: { amount: "1" },
    };
    expect(problems({ amounts: typed })).toEqual({
      "amounts.EUR.amount": "invalid_amount",
      "amounts.JPY.amount": "invalid_amount",
      "amounts.USD.amount": "invalid_amount",
      "amounts.KWD.amount": "invalid_amount",
      "amounts.XXZ.amount": "invalid_amount",
    });
  });

  test("a price needs an amount in at least one currency, and a length", () => {
    expect(problems({ amounts: { EUR: { amount: " " } } })).toEqual({ amounts: "amount_missing" });
    expect(problems({ amounts: { EUR: { amount: "1" } }, intervalCount: "0" })).toEqual({ intervalCount: "out_of_range" });
  });
});

test("a price that nobody bought is changed in place", async () => {
  const plan = await addPlan();
  const price = await addPrice(plan.id, { EUR: { amount: 999n, setupFee: 0n } });
  const saved = await savePrice({ ...saveAs(price), amounts: { USD: { amount: 1099n, setupFee: 100n } } }, SYSTEM);
  expect(saved).toMatchObject({ replaced: false, price: { id: price.id } });
  expect(await db.priceAmount.findMany({ where: { priceId: price.id } })).toEqual([
    { priceId: price.id, currency: "USD", amount: 1099n, setupFee: 100n },
  ]);
});

test("a price that was sold is archived, and a new one takes its place", async () => {
  const plan = await addPlan();
  const price = await addPrice(plan.id, { EUR: { amount: 999n, setupFee: 0n } });
  await sell(price);
  const saved = await savePrice({ ...saveAs(price), amounts: { EUR: { amount: 1199n, setupFee: 0n } } }, SYSTEM);
  expect(saved.replaced).toBe(true);
  const rows = await db.price.findMany({ where: { planId: plan.id }, include: { amounts: true }, orderBy: { createdAt: "asc" } });
  expect(rows.find((row) => row.id === price.id)).toMatchObject({ archivedAt: expect.any(Date), amounts: [{ amount: 999n }] });
  expect(rows.find((row) => row.id === saved.price.id)).toMatchObject({ archivedAt: null, amounts: [{ amount: 1199n }] });
  expect(await db.auditEntry.findFirst({ where: { action: "price.replaced", subjectId: plan.id } })).toMatchObject({
    before: { id: price.id, amounts: { EUR: { amount: "9.99" } } },
    after: { id: saved.price.id, amounts: { EUR: { amount: "11.99" } } },
  });
});

test("saving a sold price unchanged replaces nothing", async () => {
  const plan = await addPlan();
  const price = await addPrice(plan.id, { EUR: { amount: 999n, setupFee: 0n } });
  await sell(price);
  const saved = await savePrice({ ...saveAs(price), amounts: { EUR: { amount: 999n, setupFee: 0n } } }, SYSTEM);
  expect(saved).toMatchObject({ replaced: false, price: { id: price.id, archivedAt: null } });
});

test("two operators who change a sold price at once leave one new price", async () => {
  const plan = await addPlan();
  const price = await addPrice(plan.id, { EUR: { amount: 999n, setupFee: 0n } });
  await sell(price);
  const change = (amount: bigint) => savePrice({ ...saveAs(price), amounts: { EUR: { amount, setupFee: 0n } } }, SYSTEM);
  const results = await Promise.allSettled([change(1199n), change(1299n)]);
  expect(results.map((result) => result.status).sort()).toEqual(["fulfilled", "rejected"]);
  expect(await db.price.count({ where: { planId: plan.id, archivedAt: null } })).toBe(1);
});

test("the database itself keeps a sold price", async () => {
  const plan = await addPlan();
  const price = await addPrice(plan.id, { EUR: { amount: 999n, setupFee: 0n } });
  await sell(price);
  await expect(db.$executeRaw`UPDATE "Price" SET "intervalCount" = 2 WHERE "id" = ${price.id}::uuid`).rejects.toThrow(/sold/);
});

test("the last price of a plan on sale cannot be archived", async () => {
  const plan = await addPlan();
  const price = await addPrice(plan.id, { EUR: { amount: 999n, setupFee: 0n } });
  await savePlan(savePlanInput.parse({ ...plan, externalId: "", status: "PUBLIC" }), SYSTEM);
  await expect(archivePrice({ id: price.id }, SYSTEM)).rejects.toThrow("price_last");
  const other = await addPrice(plan.id, { EUR: { amount: 9990n, setupFee: 0n } });
  await archivePrice({ id: price.id }, SYSTEM);
  expect(await db.price.findMany({ where: { planId: plan.id, archivedAt: null }, select: { id: true } })).toEqual([{ id: other.id }]);
});

function saveAs(price: Awaited<ReturnType<typeof addPrice>>) {
  const { id, planId, interval, intervalCount, trialDays, billingDay, taxIncluded } = price;
  return { id, planId, interval, intervalCount, trialDays, billingDay, taxIncluded };
}
