import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { db } from "#lib/db/client.ts";
import { keepPart } from "#lib/exports/keep-part.ts";
import { writeExports } from "#lib/exports/write-exports.ts";
import { now, runClock, stopClockAt } from "#lib/kernel/clock.ts";
import { ask, EVERYTHING, exported, fileOf, readCsv, writeAll } from "#tests/domain/exports/exporting.ts";
import { addManyRows, MANY } from "#tests/domain/reports/many-rows.ts";
import { useDatabase } from "#tests/support/database.ts";
import { readXlsx } from "./read-xlsx.ts";

useDatabase();
beforeAll(async () => {
  await addManyRows(LONG);
  await addPayments(MANY - LONG);
}, 240_000);
beforeEach(() => runClock());

/** Longer than a page of an export is. */
const LONG = 3_000;

/** More of one payment, so that their file has several parts. */
async function addPayments(rows: number): Promise<void> {
  for (let from = 1; from <= rows; from += 1_000)
    await db.$executeRaw`
      INSERT INTO "Transaction" SELECT (jsonb_populate_record(t, jsonb_build_object('id', gen_random_uuid(), 'number', 1000000 + n, 'gatewayReference', 'more_' || n,
        'paymentReference', 'paid_' || n, 'createdAt', timestamptz '2024-01-01' + n * interval '1 minute', 'amount', n))).*
      FROM "Transaction" t, generate_series(${from}::int, ${Math.min(from + 999, rows)}::int) n WHERE t."number" = 2500`;
}

const sumOf = (rows: Record<string, string>[], column: string) => rows.reduce((sum, row) => sum + BigInt(row[column].replace(".", "")), 0n);
const numbers = (rows: Record<string, string>[]) => rows.map(({ number }) => number);

describe("each list's file has the rows of a plain query, in their order, with their sums", () => {
  const newest = [{ createdAt: "desc" as const }, { id: "desc" as const }];

  it("transactions", async () => {
    const rows = await exported("transactions", EVERYTHING.transactions);
    const plain = await db.transaction.findMany({ orderBy: newest });
    expect(rows.length).toBeGreaterThan(MANY);
    expect(numbers(rows)).toEqual(plain.map(({ number }) => String(number)));
    expect(sumOf(rows, "amount")).toBe(plain.reduce((sum, { amount }) => sum + amount, 0n));
  });

  it("transactions of several filters, and in the order of their amounts", async () => {
    const some = { ...EVERYTHING.transactions, status: ["DECLINED", "UNKNOWN"], from: "2023-01-05", to: "2023-12-31", min: "100" };
    const between = { gte: new Date("2023-01-05T00:00:00Z"), lt: new Date("2024-01-01T00:00:00Z") };
    const plain = await db.transaction.findMany({
      where: { status: { in: ["DECLINED", "UNKNOWN"] }, createdAt: between, amount: { gte: 100n } },
      orderBy: newest,
    });
    expect(numbers(await exported("transactions", { ...some, currency: "EUR" }))).toEqual(plain.map(({ number }) => String(number)));
    expect(plain.length).toBeGreaterThan(200);
    const sorting = { by: "amount", descending: false };
    const byAmount = await exported("transactions", { ...EVERYTHING.transactions, currency: "EUR", sorting });
    const upwards = await db.transaction.findMany({ where: { currency: "EUR" }, orderBy: [{ amount: "asc" }, { id: "asc" }] });
    expect(numbers(byAmount)).toEqual(upwards.map(({ number }) => String(number)));
  });

  it("transactions of a search that most are found by", async () => {
    const plain = await db.transaction.findMany({ where: { customer: { name: { startsWith: "Martin" } } }, orderBy: newest });
    const rows = await exported("transactions", { ...EVERYTHING.transactions, q: "martin" });
    expect(numbers(rows)).toEqual(plain.map(({ number }) => String(number)));
    expect(plain.length).toBeGreaterThan(LONG / 2);
  });

  it("invoices", async () => {
    const rows = await exported("invoices", EVERYTHING.invoices);
    const plain = await db.invoice.findMany({ where: { number: { not: null } }, orderBy: newest });
    expect(numbers(rows)).toEqual(plain.map(({ number }) => number));
    expect(sumOf(rows, "total")).toBe(plain.reduce((sum, { total }) => sum + total, 0n));
  });

  it("subscriptions", async () => {
    const rows = await exported("subscriptions", EVERYTHING.subscriptions);
    const plain = await db.subscription.findMany({ orderBy: newest });
    expect(numbers(rows)).toEqual(plain.map(({ number }) => String(number)));
    expect(sumOf(rows, "amount")).toBe(plain.reduce((sum, { amount }) => sum + amount, 0n));
  });

  it("customers, of a search too", async () => {
    const plain = await db.customer.findMany({ orderBy: newest });
    expect(numbers(await exported("customers", EVERYTHING.customers))).toEqual(plain.map(({ number }) => String(number)));
    const called = plain.filter(({ name }) => name.startsWith("Martin"));
    const rows = await exported("customers", { ...EVERYTHING.customers, q: "martin", sorting: { by: "name", descending: false } });
    expect(new Set(rows.map(({ email }) => email))).toEqual(new Set(called.map(({ email }) => email)));
    expect(rows).toHaveLength(called.length);
  });

  it("communications", async () => {
    const rows = await exported("communications", EVERYTHING.communications);
    const plain = await db.message.findMany({ orderBy: newest, select: { number: true, recipient: true } });
    expect(rows.map(({ number, recipient }) => [number, recipient])).toEqual(
      plain.map(({ number, recipient }) => [String(number), recipient]),
    );
  });

  it("the audit log", async () => {
    await exported("audit", EVERYTHING.audit);
    const upTo = await db.auditEntry.findMany({ orderBy: [{ at: "desc" }, { id: "desc" }] });
    const rows = await exported("audit", EVERYTHING.audit);
    expect(rows.map(({ action, subject_id }) => [action, subject_id])).toEqual(upTo.map(({ action, subjectId }) => [action, subjectId]));
  });

  it("an XLSX file has the same as a CSV file", async () => {
    const some = { ...EVERYTHING.transactions, to: "2023-01-31" };
    const [csv, xlsx] = [await ask("transactions", some), await ask("transactions", some, "XLSX")];
    await writeAll();
    const rows = readCsv(await fileOf(csv));
    expect(rows.length).toBeGreaterThan(1_000);
    const [[head, ...lines]] = readXlsx(await fileOf(xlsx));
    const at = (name: string) => Object.keys(head).find((letters) => head[letters].value === name) ?? "";
    expect(lines.map((line) => [line[at("number")].value, line[at("amount")].value, line[at("email")].value])).toEqual(
      rows.map(({ number, amount, email }) => [Number(number), Number(amount), email]),
    );
  });
});

describe("a file is written in parts of about a megabyte", () => {
  it("of which each is held by itself, with few rows at a time", async () => {
    const id = await ask("transactions", EVERYTHING.transactions);
    const written = await writeAll();
    const parts = await db.exportPart.findMany({ where: { exportId: id }, orderBy: { at: "asc" } });
    expect(parts.length).toBeGreaterThan(3);
    expect(written).toBe(parts.length);
    // What is kept at once is a part, and what a thousand rows more come to.
    for (const { body } of parts) expect(body.length).toBeLessThan(1_500_000);
    expect(parts.slice(1).map(({ at }) => at)).toEqual(parts.slice(0, -1).map(({ at, body }) => at + BigInt(body.length)));
  });

  it.each(["CSV", "XLSX"] as const)("and another worker goes on with %s where one was killed", async (format) => {
    const whole = await ask("transactions", EVERYTHING.transactions, format);
    await writeAll();
    stopClockAt(now());
    const id = await ask("transactions", EVERYTHING.transactions, format);
    await writeExports(1);
    // Taken, and never heard of again.
    const [{ rows, nextRunAt }] = await db.$queryRaw<{ rows: number; nextRunAt: Date }[]>`
      UPDATE "Export" SET "nextRunAt" = ${new Date(now().getTime() + 120_000)}, "tries" = 1 WHERE "id" = ${id}::uuid RETURNING "rows", "nextRunAt"`;
    expect(rows).toBeGreaterThan(0);
    expect(await writeExports(1)).toBe(0);
    stopClockAt(nextRunAt);
    await writeAll();
    expect(await db.export.findUnique({ where: { id } })).toMatchObject({ status: "READY", tries: 0 });
    expect((await fileOf(id)).equals(await fileOf(whole))).toBe(true);
  });

  it("and what two have written of the same part is kept once", async () => {
    const id = await ask("transactions", EVERYTHING.transactions);
    const asked = await db.export.findUniqueOrThrow({ where: { id } });
    await writeExports(1);
    const { rows, bytes } = await db.export.findUniqueOrThrow({ where: { id } });
    await keepPart(asked, { body: Buffer.from("late"), rows: 7, place: null });
    expect(await db.export.findUniqueOrThrow({ where: { id } })).toMatchObject({ status: "RUNNING", rows, bytes });
    await writeAll();
    expect(readCsv(await fileOf(id))).toHaveLength(await db.transaction.count());
  });
});
