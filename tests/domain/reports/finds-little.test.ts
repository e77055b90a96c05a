import { beforeAll, describe, expect, it } from "vitest";
import { readTransactionParams } from "#app/operator/transactions/params.ts";
import { db } from "#lib/db/client.ts";
import { stopClockAt } from "#lib/kernel/clock.ts";
import { failedToday } from "#lib/reports/failed-today.ts";
import { type Finding, findAnything, findCancelable, findRefundable } from "#lib/reports/find-anything.ts";
import { transactions } from "#lib/reports/transactions.ts";
import { FAILED_HREF } from "#lib/web/lists/report-links.ts";
import { useDatabase } from "#tests/support/database.ts";
import { addTransaction, params } from "./history.ts";
import { addBusy, addManyRows, MANY, rowsRead } from "./many-rows.ts";

useDatabase();
stopClockAt(new Date("2024-02-21T20:00:00Z"));

const TABLES = ["Transaction", "Invoice", "Message", "Subscription"];
/** Of people whom very many share a name with, the latest thousand rows are looked through; else some for each of five lines. */
const [LITTLE, SOME] = [1_500, 4_000];

beforeAll(async () => {
  await addManyRows();
  await addBusy(6_000);
  const { id: customerId } = await db.customer.findFirstOrThrow({ where: { name: "Nobody" } });
  for (let n = 0; n < 5; n += 1) await addTransaction("2024-02-21T10:00:00Z", 999n, { customerId, status: "DECLINED" });
}, 300_000);

const counted = (found: Finding[]) =>
  Object.fromEntries([...Map.groupBy(found, ({ kind }) => kind)].map(([kind, of]) => [kind, of.length]));
const OF_A_PERSON = { customer: 5, subscription: 5, transaction: 5, invoice: 5, message: 5 };

describe("little is read to find anything", { timeout: 60_000 }, () => {
  it.each<[string, string, Record<string, number>, number]>([
    ["one viewer", "quentin3@many.example", { ...OF_A_PERSON, customer: 1 }, LITTLE],
    ["a rare name", "quentin", OF_A_PERSON, LITTLE],
    ["a common name", "martin", OF_A_PERSON, SOME],
    ["who has very many rows", "bertha", { customer: 1, transaction: 5, invoice: 5, message: 5 }, LITTLE],
    ["a number", "#11004", { subscription: 1, transaction: 1, message: 1, invoice: 1 }, LITTLE],
    ["a gateway's reference", "ref_17", { transaction: 1 }, LITTLE],
    ["a payment's reference", "pay_17", { transaction: 1 }, LITTLE],
    ["an invoice's number", "2023-000017", { transaction: 1, invoice: 1 }, LITTLE],
    ["an invoice's beginning", "2024-01", { invoice: 5 }, LITTLE],
    ["a year", "2023", { invoice: 5, subscription: 1, transaction: 1, message: 1 }, LITTLE],
    ["the end of an invoice's number", "0777", { invoice: 3, customer: 1 }, LITTLE],
    ["a rare subject", "password", { message: 5 }, LITTLE],
    ["a common subject", "receipt", { message: 5 }, LITTLE],
    ["a recipient of old", "elsewhere@else", { message: 3 }, LITTLE],
    ["nothing", "qqxyzzy", {}, LITTLE],
  ])("%s", async (_, query, kinds, most) => {
    expect(counted(await findAnything(query))).toEqual(kinds);
    for (const table of TABLES) expect(await rowsRead(table, () => findAnything(query)), table).toBeLessThan(most);
  });

  it.each([
    ["a rare name", "quentin", 0, LITTLE],
    ["a common name", "martin", 0, SOME],
    ["who has very many rows", "bertha", 5, LITTLE],
    ["a reference", "paid_17", 1, LITTLE],
    ["nobody", "qqxyzzy", 0, LITTLE],
  ])("that can be given back: %s", async (_, query, found, most) => {
    expect(await rowsRead("Transaction", async () => expect(await findRefundable(query)).toHaveLength(found))).toBeLessThan(most);
  });

  it.each([
    ["quentin", 5, LITTLE],
    ["martin", 0, SOME],
    ["qqxyzzy", 0, LITTLE],
  ])("that can be canceled: %s", async (query, found, most) => {
    expect(await rowsRead("Subscription", async () => expect(await findCancelable(query)).toHaveLength(found))).toBeLessThan(most);
  });

  it("to tell who failed to pay today, and to list them", async () => {
    const listed = await readTransactionParams(params(FAILED_HREF), "EUR");
    const read = await rowsRead("Transaction", async () => {
      expect((await failedToday("UTC")).counted).toEqual({ count: 5, more: false });
      expect((await transactions(listed.filter, "UTC", null)).rows).toHaveLength(5);
    });
    expect(read).toBeLessThan(LITTLE);
  });

  it.each(["quentin", "martin", "qqxyzzy"])("people are looked for once: %s", async (query) => {
    expect(await rowsRead("Customer", () => findAnything(query))).toBeLessThan(4_000);
  });
});

describe("what is found is the newest", () => {
  it("of one person, and of a name that very many have", async () => {
    for (const [name, email] of [
      ["quentin", "quentin%"],
      ["martin", "martin%"],
    ]) {
      const newest = await db.$queryRaw<{ id: string }[]>`
        SELECT t."id" FROM "Transaction" t JOIN "Customer" c ON c."id" = t."customerId" WHERE c."email" LIKE ${email} ORDER BY t."createdAt" DESC LIMIT 5`;
      const found = (await findAnything(name)).filter(({ kind }) => kind === "transaction");
      expect(found.map(({ id }) => id)).toEqual(newest.map(({ id }) => id));
    }
  });

  it("of an invoice's number what has it first, then what ends or begins so, the latest first", async () => {
    const numbers = async (query: string) =>
      (await findAnything(query)).filter(({ kind }) => kind === "invoice").map(({ number }) => number);
    expect(await numbers("777")).toEqual(["B-000777", "2023-000777", "2024-019777", "2024-018777", "2024-017777"]);
    expect((await numbers("17")).slice(0, 2)).toEqual(["B-000017", "2023-000017"]);
    expect(await numbers("2024-0199")).toEqual(["2024-019999", "2024-019998", "2024-019997", "2024-019996", "2024-019995"]);
    expect(await numbers("2023-17")).toEqual(["2023-000017"]);
    expect(await numbers("b-")).toHaveLength(5);
    expect(await numbers("2024-020000")).toEqual([`2024-0${MANY}`]);
    expect(await numbers("2024-020001")).toEqual([]);
  });
});
