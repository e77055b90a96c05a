import { beforeAll, expect, it } from "vitest";
import { importStatement } from "#lib/billing/settling/import-statement.ts";
import { recordPayment } from "#lib/billing/settling/record-payment.ts";
import { db } from "#lib/db/client.ts";
import { stopClockAt } from "#lib/kernel/clock.ts";
import { recordListed } from "#lib/web/lists/record-listed.ts";
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

it("takes no line for the next period whose money an operator has recorded by hand", async () => {
  stopClockAt(new Date("2027-01-31T10:00:00Z"));
  const viewer = await aViewer();
  const subscriptionId = await orderByTransfer(viewer, (await aPlan({ amount: 1000n })).price);
  const reference = await referenceOf(subscriptionId);
  const { id: invoiceId } = await db.invoice.findFirstOrThrow({ where: { subscriptionId } });
  await recordPayment({ invoiceId, amount: 1000n, means: "bank", reference: "seen in the bank's app" }, FINANCE);
  await imports(["Date,Description,Amount,Transaction ID", `2027-01-31,${reference},10.00,x1`]);
  expect(await recordListed(all, FINANCE)).toMatchObject({ recorded: 0 });
  expect(await balanceOf(viewer.id)).toBe(0n);
  await expectBooksAgree();
});

it("takes no line for the next period that was recorded from another file", async () => {
  stopClockAt(new Date("2027-01-31T10:00:00Z"));
  const viewer = await aViewer();
  const subscriptionId = await orderByTransfer(viewer, (await aPlan({ amount: 1000n })).price);
  const reference = await referenceOf(subscriptionId);
  await imports(["Date,Description,Amount,Transaction ID", `2027-01-31,${reference},10.00,y1`]);
  expect(await recordListed(all, FINANCE)).toMatchObject({ recorded: 1 });
  await imports(["Date;Description;Amount", `2027-01-31;${reference};10,00`]);
  expect(await recordListed(all, FINANCE)).toMatchObject({ recorded: 0 });
  expect(await balanceOf(viewer.id)).toBe(0n);
});

it("records one of two lines of the same day that name the same reference, though both would match", async () => {
  stopClockAt(new Date("2027-01-31T10:00:00Z"));
  const viewer = await aViewer();
  const subscriptionId = await orderByTransfer(viewer, (await aPlan({ amount: 1000n })).price);
  const reference = await referenceOf(subscriptionId);
  await imports(["Date,Description,Amount,Transaction ID", `2027-01-31,${reference},10.00,z1`]);
  await imports(["Date;Description;Amount", `2027-01-31;${reference};10,00`]);
  expect(await recordListed(all, FINANCE)).toMatchObject({ recorded: 1 });
  expect(await balanceOf(viewer.id)).toBe(0n);
});

it("takes what comes after for the next period, though the same was recorded by hand for the one before", async () => {
  stopClockAt(new Date("2027-01-31T10:00:00Z"));
  const viewer = await aViewer();
  const subscriptionId = await orderByTransfer(viewer, (await aPlan({ amount: 1000n })).price);
  const reference = await referenceOf(subscriptionId);
  const { id: invoiceId } = await db.invoice.findFirstOrThrow({ where: { subscriptionId } });
  await recordPayment({ invoiceId, amount: 1000n, means: "cash", reference: "till 1" }, FINANCE);
  stopClockAt(new Date("2027-02-12T10:00:00Z"));
  await imports(["Date,Description,Amount,Transaction ID", `2027-02-12,${reference},10.00,w1`]);
  expect(await recordListed(all, FINANCE)).toMatchObject({ recorded: 1 });
  expect(await balanceOf(viewer.id)).toBe(1000n);
});
