import { beforeAll, expect, it } from "vitest";
import type { Actor } from "#lib/audit/audit.ts";
import { confirmReturn } from "#lib/billing/asking/confirm-return.ts";
import { meantBy, verdictOf } from "#lib/billing/parts/meant-by.ts";
import { sentFor } from "#lib/billing/parts/sent-for.ts";
import { runRenewals } from "#lib/billing/renewing/run-renewals.ts";
import { importStatement } from "#lib/billing/settling/import-statement.ts";
import { recordLine, recordMatches } from "#lib/billing/settling/record-line.ts";
import { refundPayment } from "#lib/billing/settling/refund-payment.ts";
import { db } from "#lib/db/client.ts";
import { stopClockAt } from "#lib/kernel/clock.ts";
import { manual } from "#lib/payments/gateways/manual/plugin.ts";
import { expectBooksAgree } from "#tests/support/books.ts";
import { holdAt } from "#tests/support/breakpoint.ts";
import { useDatabase } from "#tests/support/database.ts";
import { aPlan, aViewer, changeSettings, order } from "#tests/support/shop.ts";
import { arrives, orderByTransfer, referenceOf } from "#tests/support/transfers.ts";

useDatabase();
const operator: Actor = { kind: "OPERATOR", name: "Finance" };

beforeAll(() =>
  changeSettings("gateways", { [manual.id]: { enabled: true, settings: { payee: "My TV", iban: "DE89370400440532013000" } } }),
);

let files = 0;
/** Imports rows of a text and an amount; returns the open lines among them, in their order. */
async function imported(...rows: [text: string, amount: string][]) {
  files += 1;
  const csv = [
    "Date,Description,Amount,Transaction ID",
    ...rows.map(([text, amount], at) => `2027-02-01,${text},${amount},r${files}-${at}`),
  ];
  const file = new TextEncoder().encode(csv.join("\n"));
  const { number, skipped } = await importStatement({ fileName: "bank.csv", file }, operator);
  const lines = number ? await db.statementLine.findMany({ where: { statement: { number } }, orderBy: { id: "asc" } }) : [];
  return { lines, skipped };
}

/** An order of 12.00 that was paid by a transfer, as a line told. */
async function paid() {
  const viewer = await aViewer();
  const { orderId } = await order(viewer, (await aPlan({ amount: 1200n, kind: "PASS" })).price, { gateway: manual.id });
  await confirmReturn({ orderId }, viewer);
  const { id, gatewayReference: reference, invoiceId, subscriptionId } = await db.transaction.findFirstOrThrow({ where: { orderId } });
  const { lines } = await imported([reference!, "12.00"]);
  await recordLine({ lineId: lines[0].id, to: reference!, toBalance: false, ends: false }, operator);
  return { viewer, orderId, subscriptionId: subscriptionId!, reference: reference!, charge: id, invoiceId: invoiceId! };
}
const record = (lineId: string, to: string, more: object = {}) =>
  recordLine({ lineId, to, toBalance: false, ends: false, ...more }, operator);

it("keeps of what left only what names a payment of ours", async () => {
  const { reference } = await paid();
  const { lines, skipped } = await imported(["rent", "-900.00"], ["wages 2027-02", "-2000.00"], [`back ${reference}`, "-12.00"]);
  expect([lines.map(({ amount }) => amount), skipped]).toEqual([[-1200n], 2]);
});

it("proposes that a payment went back, and never records that by itself", async () => {
  const { reference, charge } = await paid();
  const { lines } = await imported([reference, "-12.00"], [reference, "-5.00"]);
  const found = await meantBy(lines);
  expect(lines.map((line, at) => verdictOf(line, found[at], []))).toEqual(["unpaid", "unpaid"]);
  const sent = await sentFor(found.flat());
  expect(lines.map((line, at) => verdictOf(line, found[at], sent))).toEqual(["returned", "amount"]);
  expect(await recordMatches({ lineIds: lines.map(({ id }) => id) }, operator)).toBe(0);
  expect(await db.transaction.count({ where: { refundOfId: charge } })).toBe(0);
});

it("gives a payment back as one that its gateway reports, with a credit note, once", async () => {
  const { reference, charge, invoiceId, subscriptionId } = await paid();
  const { lines } = await imported([reference, "-12.00"], [reference, "-12.00"]);
  await Promise.allSettled([record(lines[0].id, reference), record(lines[0].id, reference)]);
  const refund = await db.transaction.findFirstOrThrow({ where: { refundOfId: charge }, include: { statementLine: true } });
  expect(refund).toMatchObject({
    kind: "REFUND",
    status: "SUCCEEDED",
    gateway: manual.id,
    amount: 1200n,
    statementLine: { state: "MATCHED" },
  });
  expect(await db.invoice.count({ where: { kind: "CREDIT_NOTE", creditOfId: invoiceId } })).toBe(1);
  await expect(record(lines[1].id, reference)).rejects.toMatchObject({ code: "return_unknown", field: "to", status: 409 });
  expect(await db.transaction.count({ where: { refundOfId: charge } })).toBe(1);
  expect((await db.subscription.findUniqueOrThrow({ where: { id: subscriptionId } })).status).toBe("ACTIVE");
  await expectBooksAgree();
});

it("ends what it had paid for when an operator says so", async () => {
  const { reference, subscriptionId } = await paid();
  const { lines } = await imported([reference, "-12.00"]);
  await record(lines[0].id, reference, { ends: true });
  expect((await db.subscription.findUniqueOrThrow({ where: { id: subscriptionId } })).status).toBe("CANCELED");
});

it("gives a part back, and no more than came", async () => {
  const { reference, charge } = await paid();
  const { lines } = await imported([reference, "-5.00"], [reference, "-7.01"], [reference, "-7.00"]);
  await record(lines[0].id, reference);
  await expect(record(lines[1].id, reference)).rejects.toMatchObject({ code: "return_unknown" });
  await record(lines[2].id, reference);
  expect((await db.transaction.findUniqueOrThrow({ where: { id: charge } })).refunded).toBe(1200n);
  await expectBooksAgree();
});

it("takes no money that left for a payment, also where one is due", async () => {
  const viewer = await aViewer();
  const { orderId } = await order(viewer, (await aPlan({ amount: 1200n, kind: "PASS" })).price, { gateway: manual.id });
  await confirmReturn({ orderId }, viewer);
  const { gatewayReference } = await db.transaction.findFirstOrThrow({ where: { orderId } });
  const { lines } = await imported([gatewayReference!, "-12.00"]);
  await expect(record(lines[0].id, gatewayReference!, { toBalance: true })).rejects.toMatchObject({ code: "return_unknown" });
  expect((await db.order.findUniqueOrThrow({ where: { id: orderId } })).status).toBe("OPEN");
});

it("gives back what had come for a period ahead, though the renewal has spent it: the money is gone", async () => {
  stopClockAt(new Date("2028-01-10T00:00:00Z"));
  const viewer = await aViewer();
  const subscriptionId = await orderByTransfer(viewer, (await aPlan({ amount: 1000n })).price);
  const reference = await referenceOf(subscriptionId);
  await arrives(reference, "10.00");
  stopClockAt(new Date("2028-02-01T00:00:00Z"));
  await arrives(reference, "10.00");
  const ahead = await db.transaction.findFirstOrThrow({ where: { subscriptionId, invoiceId: null } });
  stopClockAt(new Date("2028-02-10T00:00:00Z"));
  await runRenewals();
  await db.transaction.findFirstOrThrow({ where: { subscriptionId, gateway: "balance", status: "SUCCEEDED" } });
  const { lines } = await imported([reference, "-10.00"]);
  await record(lines[0].id, reference, { ends: true });
  const refund = await db.transaction.findFirstOrThrow({ where: { refundOfId: ahead.id } });
  expect(refund).toMatchObject({ status: "SUCCEEDED", amount: 1000n, gateway: manual.id });
  expect((await db.subscription.findUniqueOrThrow({ where: { id: subscriptionId } })).status).toBe("CANCELED");
  await expectBooksAgree();
});

/** As an operator writes down what they paid back themselves. */
const byHand = (transactionId: string, amount: bigint) =>
  refundPayment({ transactionId, amount, reason: "By transfer", to: "byHand" }, operator);

it("asks before it records what an operator has written down as paid back already", async () => {
  const { reference, charge } = await paid();
  const { lines } = await imported([reference, "-5.00"], [reference, "-4.00"]);
  await byHand(charge, 500n);
  const found = await meantBy(lines);
  const sent = await sentFor(found.flat());
  expect(lines.map((line, at) => verdictOf(line, found[at], sent))).toEqual(["again", "amount"]);
  await expect(record(lines[0].id, reference)).rejects.toMatchObject({ code: "return_recorded", field: "to", status: 409 });
  await record(lines[1].id, reference);
  expect((await db.transaction.findUniqueOrThrow({ where: { id: charge } })).refunded).toBe(900n);
  const { lines: more } = await imported([reference, "-1.00"]);
  await byHand(charge, 100n);
  await record(more[0].id, reference, { again: true });
  expect((await db.transaction.findUniqueOrThrow({ where: { id: charge } })).refunded).toBe(1100n);
  await expectBooksAgree();
});

/** Two periods that were paid with one reference, and a line of as much that left. */
async function twoPeriods(year: number) {
  stopClockAt(new Date(`${year}-01-10T00:00:00Z`));
  const viewer = await aViewer();
  const subscriptionId = await orderByTransfer(viewer, (await aPlan({ amount: 1000n })).price);
  const reference = await referenceOf(subscriptionId);
  await arrives(reference, "10.00");
  stopClockAt(new Date(`${year}-02-01T00:00:00Z`));
  await arrives(reference, "10.00");
  const [first, second] = await db.transaction.findMany({
    where: { subscriptionId, kind: "CHARGE", gateway: manual.id, status: "SUCCEEDED" },
    orderBy: { number: "asc" },
  });
  const csv = `Date,Description,Amount,Transaction ID\n${year}-02-03,${reference},-10.00,two-periods-${year}`;
  const { number } = await importStatement({ fileName: "bank.csv", file: new TextEncoder().encode(csv) }, operator);
  const line = await db.statementLine.findFirstOrThrow({ where: { statement: { number: number! } } });
  return { reference, first, second, line };
}

it("takes nothing that is written down as paid back for the payment of another period, which the same reference names", async () => {
  const { reference, first, second, line } = await twoPeriods(2029);
  await byHand(first.id, 1000n);
  await expect(record(line.id, reference)).rejects.toMatchObject({ code: "return_recorded" });
  expect((await db.transaction.findUniqueOrThrow({ where: { id: second.id } })).refunded).toBe(0n);
});

it("takes it neither while it is being written down", async () => {
  const { reference, first, second, line } = await twoPeriods(2030);
  const told: Promise<unknown>[] = [];
  await holdAt(
    'BEFORE INSERT ON "AuditEntry"',
    () => byHand(first.id, 1000n),
    async () => {
      told.push(record(line.id, reference));
      await Promise.race([Promise.allSettled(told), new Promise((resolve) => setTimeout(resolve, 300))]);
    },
  );
  await expect(told[0]).rejects.toMatchObject({ code: "return_recorded" });
  expect((await db.transaction.findUniqueOrThrow({ where: { id: first.id } })).refunded).toBe(1000n);
  expect((await db.transaction.findUniqueOrThrow({ where: { id: second.id } })).refunded).toBe(0n);
  await expectBooksAgree();
});

it("asks two operators who write down by hand at the same time, each of another period, whether it is the same money", async () => {
  const { first, second } = await twoPeriods(2031);
  const done = await Promise.allSettled([byHand(first.id, 1000n), byHand(second.id, 1000n)]);
  expect(done.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  expect(done).toContainEqual(expect.objectContaining({ reason: expect.objectContaining({ code: "given_beside", field: "amount" }) }));
  const { id } = await db.transaction.findFirstOrThrow({ where: { id: { in: [first.id, second.id] }, refunded: 0n } });
  await refundPayment({ transactionId: id, amount: 1000n, reason: "Both", to: "byHand", again: true }, operator);
  expect((await db.transaction.findUniqueOrThrow({ where: { id } })).refunded).toBe(1000n);
  await expectBooksAgree();
});

it("asks nothing where it is long ago, or another sum", async () => {
  const { first, second } = await twoPeriods(2032);
  await byHand(first.id, 400n);
  await byHand(second.id, 300n);
  stopClockAt(new Date("2032-03-01T00:00:00Z"));
  await byHand(second.id, 400n);
  expect((await db.transaction.findUniqueOrThrow({ where: { id: second.id } })).refunded).toBe(700n);
});
