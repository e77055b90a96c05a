import { beforeAll, describe, expect, it } from "vitest";
import { readTransactionParams } from "#app/operator/transactions/params.ts";
import { db } from "#lib/db/client.ts";
import type { Cursor } from "#lib/db/keyset.ts";
import { customerList } from "#lib/reports/customer-list.ts";
import { findAnything } from "#lib/reports/find-anything.ts";
import { transactions } from "#lib/reports/transactions.ts";
import { exported } from "#tests/domain/exports/exporting.ts";
import { useDatabase } from "#tests/support/database.ts";
import { aPlan, aViewer, buy, CARDS } from "#tests/support/shop.ts";
import { addCustomer, addPlanWithPrice, addSubscription, addTransaction } from "./history.ts";

useDatabase();

const MANY = 120;
const filterOf = async (address: Record<string, string>) => (await readTransactionParams(Promise.resolve(address), "EUR")).filter;
const numbersOf = async (address: Record<string, string>, cursor: Cursor | null = null) =>
  (await transactions(await filterOf(address), "UTC", cursor)).rows.map((row) => row.number);

beforeAll(async () => {
  const { id: customerId } = await addCustomer({
    name: "عبد الرحمن",
    email: "abd_al@example.com",
    serviceUserId: "login",
    phone: "+49301180000",
  });
  for (let n = 0; n < MANY; n += 1) {
    const minute = String(Math.floor(n / 3) % 60).padStart(2, "0"); // three share each instant
    await addTransaction(`2026-03-01T10:${minute}:00Z`, BigInt(n), {
      customerId,
      name: n === 7 ? "=cmd|' /C calc'!A0" : "Ada",
      gatewayReference: `pi_${n}`,
    });
  }
});

describe("the financial history", () => {
  it("pages through every row once, there and back, though many share an instant", async () => {
    const filter = await filterOf({});
    const seen: number[][] = [];
    let cursor: Cursor | null = null;
    let page: Awaited<ReturnType<typeof transactions>>;
    do {
      page = await transactions(filter, "UTC", cursor);
      seen.push(page.rows.map((row) => row.number));
      cursor = page.after;
    } while (cursor);
    expect(seen.map((numbers) => numbers.length)).toEqual([50, 50, 20]);
    expect(new Set(seen.flat()).size).toBe(MANY);
    const back = await transactions(filter, "UTC", page.before);
    expect(back.rows.map((row) => row.number)).toEqual(seen[1]);
    const first = await transactions(filter, "UTC", back.before);
    expect(first.rows.map((row) => row.number)).toEqual(seen[0]);
    expect(first.before).toBeNull();
  });

  it("filters by amount in the currency's own decimals", async () => {
    const amounts = async (address: Record<string, string>) =>
      (await transactions(await filterOf(address), "UTC", null)).rows.map((row) => row.amount).sort();
    expect(await amounts({ min: "1.18" })).toEqual([118n, 119n]);
    expect(await amounts({ min: "0.05", max: "0.06" })).toEqual([5n, 6n]);
    expect(await amounts({ min: "118", currency: "JPY" })).toEqual([]);
  });

  it("finds by reference, and takes % and _ for what they are", async () => {
    const [number] = await numbersOf({ q: "pi_7" });
    expect(await numbersOf({ q: `#${number}` })).toEqual([number]);
    expect(await numbersOf({ q: "118" })).toHaveLength(50); // for their phone has it, too
    expect(await numbersOf({ q: "#118" })).toEqual([118]);
    expect(await numbersOf({ q: "%" })).toEqual([]);
    expect(await numbersOf({ q: "A_a" })).toEqual([]);
  });

  it("is exported whole, with nothing that a spreadsheet would run", async () => {
    const rows = await exported("transactions", await filterOf({}));
    expect(rows).toHaveLength(MANY);
    expect(rows).toContainEqual(expect.objectContaining({ name: `'=cmd|' /C calc'!A0` }));
    expect(rows).toContainEqual(expect.objectContaining({ status: "succeeded", currency: "EUR", amount: "1.19" }));
  });
});

it("a declined payment says why, and when it is tried again as long as its invoice is open", async () => {
  const { orderId } = await buy(await aViewer(), (await aPlan()).price, { card: CARDS.insufficientFunds });
  const { id, invoiceId } = await db.transaction.findFirstOrThrow({ where: { orderId } });
  const nextAttemptAt = new Date("2030-01-02T03:04:05Z");
  const invoice = (data: object) => db.invoice.update({ where: { id: invoiceId! }, data });
  const row = async () => (await transactions(await filterOf({ status: "DECLINED" }), "UTC", null)).rows;
  await invoice({ nextAttemptAt });
  expect(await row()).toMatchObject([{ id, failureCode: "insufficient_funds", nextTryAt: nextAttemptAt }]);
  await invoice({ status: "VOID" });
  expect(await row()).toMatchObject([{ id, nextTryAt: null }]);
});

describe("search", () => {
  it("finds a viewer by a part of the name, the email or the phone", async () => {
    const find = async (q: string) =>
      (await customerList({ q, state: null, country: null, from: null, to: null }, "UTC", null)).page.rows.map((row) => row.name);
    expect(await find("الرحمن")).toEqual(["عبد الرحمن"]);
    expect(await find("ABD_AL@")).toEqual(["عبد الرحمن"]);
    expect(await find("+49 30 118")).toEqual(["عبد الرحمن"]);
    expect(await find("abdXal")).toEqual([]);
  });

  it("finds anything by number or name, and nothing for an empty question", async () => {
    const offer = await addPlanWithPrice("Basic");
    const { number, customerId } = await addSubscription(offer);
    await db.customer.update({ where: { id: customerId }, data: { name: "Zebulon Quist" } });
    expect((await findAnything("zebulon")).map(({ kind, number: found }) => [kind, found])).toContainEqual([
      "subscription",
      String(number),
    ]);
    expect((await findAnything(`#${number}`)).some((found) => found.kind === "subscription" && found.number === String(number))).toBe(true);
    expect(await findAnything("  ")).toEqual([]);
    expect(await findAnything('\'; DROP TABLE "Customer"; --')).toEqual([]);
  });
});
