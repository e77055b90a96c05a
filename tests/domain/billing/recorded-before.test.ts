import { beforeAll, expect, it } from "vitest";
import { importStatement } from "#lib/billing/settling/import-statement.ts";
import { recordAhead, recordAheadInput } from "#lib/billing/settling/record-ahead.ts";
import { recordLine } from "#lib/billing/settling/record-line.ts";
import { recordPayment } from "#lib/billing/settling/record-payment.ts";
import { db } from "#lib/db/client.ts";
import { stopClockAt } from "#lib/kernel/clock.ts";
import { recordListed } from "#lib/web/lists/record-listed.ts";
import { statementLines } from "#lib/web/lists/statement-lines.ts";
import { expectBooksAgree } from "#tests/support/books.ts";
import { useDatabase } from "#tests/support/database.ts";
import { aPlan, aViewer } from "#tests/support/shop.ts";
import { orderByTransfer, referenceOf, takeTransfers } from "#tests/support/transfers.ts";

useDatabase();
const FINANCE = { kind: "OPERATOR", name: "Finance" } as const;
beforeAll(takeTransfers);

const all = { q: "", statement: "", from: null, to: null };
const imports = async (csv: string[]) => importStatement({ fileName: "bank.csv", file: new TextEncoder().encode(csv.join("\n")) }, FINANCE);
const balanceOf = async (customerId: string) => (await db.balance.findFirst({ where: { customerId } }))?.amount ?? 0n;

/** A viewer who is to pay 10.00 by transfer for their first month. */
async function ordered() {
  stopClockAt(new Date("2027-01-31T10:00:00Z"));
  const viewer = await aViewer();
  const subscriptionId = await orderByTransfer(viewer, (await aPlan({ amount: 1000n })).price);
  const { id: invoiceId } = await db.invoice.findFirstOrThrow({ where: { subscriptionId } });
  return { viewer, subscriptionId, invoiceId, reference: await referenceOf(subscriptionId) };
}

it("takes no line for the next period whose money an operator has recorded by hand", async () => {
  const { viewer, reference, invoiceId } = await ordered();
  await recordPayment({ invoiceId, amount: 1000n, means: "bank", reference: "seen in the bank's app" }, FINANCE);
  await imports(["Date,Description,Amount,Transaction ID", `2027-01-31,${reference},10.00,x1`]);
  expect(await recordListed(all, FINANCE)).toMatchObject({ recorded: 0 });
  expect(await balanceOf(viewer.id)).toBe(0n);
  await expectBooksAgree();
});

it("takes no line for the next period that was recorded from another file", async () => {
  const { viewer, reference } = await ordered();
  await imports(["Date,Description,Amount,Transaction ID", `2027-01-31,${reference},10.00,y1`]);
  expect(await recordListed(all, FINANCE)).toMatchObject({ recorded: 1 });
  await imports(["Date;Description;Amount", `2027-01-31;${reference};10,00`]);
  expect(await recordListed(all, FINANCE)).toMatchObject({ recorded: 0 });
  expect(await balanceOf(viewer.id)).toBe(0n);
});

it("records one of two lines of the same day that name the same reference, though both would match", async () => {
  const { viewer, reference } = await ordered();
  await imports(["Date,Description,Amount,Transaction ID", `2027-01-31,${reference},10.00,z1`]);
  await imports(["Date;Description;Amount", `2027-01-31;${reference};10,00`]);
  expect(await recordListed(all, FINANCE)).toMatchObject({ recorded: 1 });
  expect(await balanceOf(viewer.id)).toBe(0n);
});

it("takes what comes after for the next period, though the same was recorded by hand for the one before", async () => {
  const { viewer, reference, invoiceId } = await ordered();
  await recordPayment({ invoiceId, amount: 1000n, means: "cash", reference: "till 1" }, FINANCE);
  stopClockAt(new Date("2027-02-12T10:00:00Z"));
  await imports(["Date,Description,Amount,Transaction ID", `2027-02-12,${reference},10.00,w1`]);
  expect(await recordListed(all, FINANCE)).toMatchObject({ recorded: 1 });
  expect(await balanceOf(viewer.id)).toBe(1000n);
});

it("records what may be recorded already once more only for whom has seen the payment that it may be", async () => {
  const { viewer, reference, invoiceId } = await ordered();
  const { id, number } = await recordPayment({ invoiceId, amount: 1000n, means: "bank", reference: "seen by telephone" }, FINANCE);
  await imports(["Date,Description,Amount,Transaction ID", `2027-01-31,${reference},10.00,v1`]);
  const [line] = (await statementLines({ q: reference, state: null, statement: "", from: null, to: null }, null)).rows;
  expect(line).toMatchObject({ verdict: "again", twin: { id, number } });
  const record = (again?: boolean) => recordLine({ lineId: line.id, to: reference, toBalance: true, ends: false, again }, FINANCE);
  await expect(record()).rejects.toMatchObject({ code: "payment_twin", status: 409, field: "to", values: { number: String(number) } });
  expect(await balanceOf(viewer.id)).toBe(0n);
  await record(true);
  expect(await balanceOf(viewer.id)).toBe(1000n);
  await expectBooksAgree();
});

it("records the same money for the next period once where two operators record a line each of it at the same time", async () => {
  const { viewer, reference, invoiceId } = await ordered();
  await recordPayment({ invoiceId, amount: 1000n, means: "cash", reference: "till 2" }, FINANCE);
  stopClockAt(new Date("2027-02-12T10:00:00Z"));
  await imports(["Date,Description,Amount,Transaction ID", `2027-02-12,${reference},10.00,u1`]);
  await imports(["Date;Description;Amount", `2027-02-12;${reference};10,00`]);
  const lines = await db.statementLine.findMany({ where: { text: { contains: reference } } });
  const record = (lineId: string) => recordLine({ lineId, to: reference, toBalance: true, ends: false }, FINANCE);
  const done = await Promise.allSettled(lines.map(({ id }) => record(id)));
  expect(done.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  expect(done).toContainEqual(expect.objectContaining({ reason: expect.objectContaining({ code: "payment_twin" }) }));
  expect(await balanceOf(viewer.id)).toBe(1000n);
  await expectBooksAgree();
});

it("takes a line for the next period after what an operator writes down by hand at the same time, and no more than is due for it", async () => {
  const { viewer, subscriptionId, reference, invoiceId } = await ordered();
  await recordPayment({ invoiceId, amount: 1000n, means: "cash", reference: "till 3" }, FINANCE);
  stopClockAt(new Date("2027-02-12T10:00:00Z"));
  await imports(["Date,Description,Amount,Transaction ID", ...[11, 12].map((day) => `2027-02-${day},${reference},10.00,t${day}`)]);
  const lines = await db.statementLine.findMany({ where: { text: { contains: reference } } });
  const byHand = recordAheadInput.parse({ subscriptionId, amount: "10.00", currency: "EUR", means: "bank", reference: "by telephone" });
  const tries = [
    () => recordAhead(byHand, FINANCE),
    ...lines.map(
      ({ id: lineId }) =>
        () =>
          recordLine({ lineId, to: reference, toBalance: false, ends: false }, FINANCE),
    ),
  ];
  const done = await Promise.allSettled(tries.map((attempt) => attempt()));
  expect(done.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  expect(await balanceOf(viewer.id)).toBe(1000n);
});
