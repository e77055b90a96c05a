import { beforeAll, expect, it } from "vitest";
import type { Actor } from "#lib/audit/audit.ts";
import { confirmReturn } from "#lib/billing/asking/confirm-return.ts";
import { abandonOrder } from "#lib/billing/ending/abandon-orders.ts";
import { meantBy, verdictOf } from "#lib/billing/parts/meant-by.ts";
import { sentFor } from "#lib/billing/parts/sent-for.ts";
import { importStatement } from "#lib/billing/settling/import-statement.ts";
import { recordLine, recordMatches } from "#lib/billing/settling/record-line.ts";
import { db } from "#lib/db/client.ts";
import type { StatementLine } from "#lib/db/generated/client.ts";
import { transaction } from "#lib/db/transaction.ts";
import { inGroups } from "#lib/kernel/mod97.ts";
import { ignoreLine } from "#lib/payments/decide-line.ts";
import { manual } from "#lib/payments/gateways/manual/plugin.ts";
import { recordListed } from "#lib/web/lists/record-listed.ts";
import { expectBooksAgree } from "#tests/support/books.ts";
import { useDatabase } from "#tests/support/database.ts";
import { aPlan, aViewer, changeSettings, order } from "#tests/support/shop.ts";

useDatabase();
const operator: Actor = { kind: "OPERATOR", name: "Finance" };

beforeAll(() =>
  changeSettings("gateways", { [manual.id]: { enabled: true, settings: { payee: "My TV", iban: "DE89370400440532013000" } } }),
);

/** An order of 12.00 that waits for a transfer; its reference as people write it. */
async function waiting() {
  const viewer = await aViewer();
  const { orderId } = await order(viewer, (await aPlan({ amount: 1200n, kind: "PASS" })).price, { gateway: manual.id });
  await confirmReturn({ orderId }, viewer);
  const { gatewayReference } = await db.transaction.findFirstOrThrow({ where: { orderId } });
  return { viewer, orderId, reference: inGroups(gatewayReference!).toLowerCase() };
}

let files = 0;
/** Imports a table of `text` and `amount`; returns its lines as they stand there. */
async function imported(...rows: [text: string, amount: string, currency?: string][]): Promise<StatementLine[]> {
  files += 1;
  const csv = [
    "Date,Description,Amount,Currency,Transaction ID",
    ...rows.map(([text, amount, currency = "EUR"], at) => `2027-01-31,${text},${amount},${currency},f${files}-${at}`),
  ];
  const { number } = await importStatement({ fileName: "bank.csv", file: new TextEncoder().encode(csv.join("\n")) }, operator);
  const lines = await db.statementLine.findMany({ where: { statement: { number: number! } } });
  return rows.map(([text, amount]) => lines.find((line) => line.text === text && line.amount === BigInt(amount.replace(".", "")))!);
}
const verdicts = async (lines: StatementLine[]) => {
  const found = await meantBy(lines);
  const sent = await sentFor(found.flat());
  return lines.map((line, index) => verdictOf(line, found[index], sent));
};
const statusOf = async (orderId: string) => (await db.order.findUniqueOrThrow({ where: { id: orderId } })).status;
const reread = ({ id }: StatementLine) => db.statementLine.findUniqueOrThrow({ where: { id }, include: { transaction: true } });
const balanceOf = async (customerId: string) => (await db.balance.findFirst({ where: { customerId } }))?.amount ?? 0n;

it("imports a line once, in whatever file it comes", async () => {
  const file = (more = "") => new TextEncoder().encode(`Date,Description,Amount\n2027-01-30,once,5.00\n2027-01-30,once,5.00\n${more}`);
  expect(await importStatement({ fileName: "a.csv", file: file() }, operator)).toMatchObject({ added: 2, known: 0 });
  expect(await importStatement({ fileName: "a.csv", file: file() }, operator)).toMatchObject({
    number: null,
    added: 0,
    known: 2,
  });
  expect(await importStatement({ fileName: "b.csv", file: file("2027-01-31,more,5.00\n") }, operator)).toMatchObject({
    added: 1,
    known: 2,
  });
});

it("proposes what matches to the unit alone, and records that: the plan begins", async () => {
  const [first, second] = [await waiting(), await waiting()];
  const lines = await imported(
    [`thank you ${first.reference}`, "12.00"],
    [second.reference, "11.00"],
    [`${first.reference} ${second.reference}`, "12.00"],
    [second.reference, "12.00", "USD"],
    ["rent", "12.00"],
  );
  expect(await verdicts(lines)).toEqual(["matches", "amount", "several", "currency", "unknown"]);
  expect(await recordMatches({ lineIds: lines.map(({ id }) => id) }, operator)).toBe(1);
  expect([await statusOf(first.orderId), await statusOf(second.orderId)]).toEqual(["PAID", "OPEN"]);
  expect(await reread(lines[0])).toMatchObject({
    state: "MATCHED",
    transaction: { status: "SUCCEEDED", gateway: manual.id, amount: 1200n },
  });
  expect(await verdicts(await imported([first.reference, "12.00"]))).toEqual(["paid"]);
  await expectBooksAgree();
});

it("records all of a list that match, some at a time, on whatever page they stand, each once", async () => {
  const orders = await Promise.all(Array.from({ length: 3 }, waiting));
  const other = await waiting();
  const rows = orders.flatMap(({ reference }, at): [string, string][] => [
    [`salary ${at}`, "7.00"],
    [reference, "12.00"],
  ]);
  const [line] = await imported(...rows);
  await imported([other.reference, "12.00"]);
  const statement = await db.bankStatement.findUniqueOrThrow({ where: { id: line.statementId } });
  const filter = { q: "", statement: String(statement.number), from: null, to: null };
  const first = await recordListed(filter, operator, 2);
  expect(first).toMatchObject({ left: 4, after: expect.any(String) });
  const second = await recordListed({ ...filter, after: first.after! }, operator, 2);
  const third = await recordListed({ ...filter, after: second.after! }, operator, 2);
  expect([first.recorded + second.recorded + third.recorded, third.left, third.after]).toEqual([3, 0, null]);
  expect(await Promise.all([...orders, other].map(({ orderId }) => statusOf(orderId)))).toEqual(["PAID", "PAID", "PAID", "OPEN"]);
  expect(await recordListed(filter, operator)).toEqual({ recorded: 0, left: 0, after: null });
  expect(await recordListed({ ...filter, q: "nothing like it" }, operator)).toEqual({ recorded: 0, left: 0, after: null });
  await expectBooksAgree();
});

it("leaves a part of an order open, and what is in another currency", async () => {
  const { reference, orderId } = await waiting();
  const [part, dollars] = await imported([reference, "11.99"], [reference, "12.00", "USD"]);
  await expect(recordLine({ lineId: part.id, to: reference, toBalance: false, ends: false }, operator)).rejects.toMatchObject({
    code: "payment_in_part",
  });
  await expect(recordLine({ lineId: dollars.id, to: reference, toBalance: true, ends: false }, operator)).rejects.toMatchObject({
    code: "line_currency",
  });
  expect([(await reread(part)).state, (await reread(dollars)).state, await statusOf(orderId)]).toEqual(["OPEN", "OPEN", "OPEN"]);
});

it("puts on the payer's balance what is too much, or came twice, when an operator says so", async () => {
  const { viewer, reference, orderId } = await waiting();
  const [more, twice] = await imported([reference, "15.00"], [reference, "12.00"]);
  await expect(recordLine({ lineId: more.id, to: reference, toBalance: false, ends: false }, operator)).rejects.toMatchObject({
    code: "payment_too_large",
  });
  await recordLine({ lineId: more.id, to: reference, toBalance: true, ends: false }, operator);
  expect([await statusOf(orderId), await balanceOf(viewer.id)]).toEqual(["PAID", 300n]);
  await expect(recordLine({ lineId: twice.id, to: reference, toBalance: true, ends: false }, operator)).rejects.toMatchObject({
    code: "payment_twin",
  });
  const again = { lineId: twice.id, to: reference, ends: false, again: true };
  await expect(recordLine({ ...again, toBalance: false }, operator)).rejects.toMatchObject({ code: "invoice_closed" });
  await recordLine({ ...again, toBalance: true }, operator);
  expect(await balanceOf(viewer.id)).toBe(1500n);
  await expectBooksAgree();
});

it("is recorded once by two operators at once, by a press for all or for one", async () => {
  const { reference, orderId } = await waiting();
  const [line] = await imported([reference, "12.00"]);
  const one = () => recordLine({ lineId: line.id, to: reference, toBalance: true, ends: false }, operator);
  await Promise.allSettled([one(), one(), recordMatches({ lineIds: [line.id] }, operator)]);
  expect(await db.transaction.count({ where: { orderId, status: "SUCCEEDED" } })).toBe(1);
  await expect(one()).rejects.toMatchObject({ code: "line_decided", status: 409 });
  await expectBooksAgree();
});

it("leaves out what is no viewer's payment, until somebody thinks again", async () => {
  const [line] = await imported(["interest", "0.01"]);
  await ignoreLine({ lineId: line.id, ignore: true }, operator);
  await expect(recordLine({ lineId: line.id, to: "x1", toBalance: false, ends: false }, operator)).rejects.toMatchObject({
    code: "line_decided",
  });
  await ignoreLine({ lineId: line.id, ignore: false }, operator);
  await expect(recordLine({ lineId: line.id, to: "2027-000000", toBalance: false, ends: false }, operator)).rejects.toMatchObject({
    code: "invoice_unknown",
    field: "to",
  });
});

it("leaves it to a person whether an order that was closed begins after all, at the price of then", async () => {
  const { reference, orderId } = await waiting();
  await transaction((tx) => abandonOrder(tx, orderId, "worker"));
  await db.transaction.updateMany({ where: { orderId }, data: { status: "CANCELED", settledAt: new Date() } });
  const [line] = await imported([reference, "12.00"]);
  expect(await verdicts([line])).toEqual(["closed"]);
  expect(await recordMatches({ lineIds: [line.id] }, operator)).toBe(0);
  expect(await statusOf(orderId)).toBe("ABANDONED");
  await recordLine({ lineId: line.id, to: reference, toBalance: false, ends: false }, operator);
  expect(await statusOf(orderId)).toBe("PAID");
  await expectBooksAgree();
});
