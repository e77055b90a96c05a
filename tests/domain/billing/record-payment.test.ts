import { beforeAll, describe, expect, it } from "vitest";
import type { Actor } from "#lib/audit/audit.ts";
import { applyOutcome } from "#lib/billing/settling/apply-outcome.ts";
import { recordPayment } from "#lib/billing/settling/record-payment.ts";
import { db } from "#lib/db/client.ts";
import type { Customer, Invoice } from "#lib/db/generated/client.ts";
import { stopClockAt } from "#lib/kernel/clock.ts";
import { expectBooksAgree } from "#tests/support/books.ts";
import { useDatabase } from "#tests/support/database.ts";
import { aPlan, aViewer, buy, CARDS, order } from "#tests/support/shop.ts";
import { at, emailsTo, statusOf } from "#tests/support/story.ts";

useDatabase();
const operator: Actor = { kind: "OPERATOR", name: "Finance" };
const byHand = (invoice: Invoice, amount: bigint, reference: string) =>
  recordPayment({ invoiceId: invoice.id, amount, means: "bank", reference }, operator);

let viewer: Customer;
let subscriptionId: string;
let due: Invoice;

/** A renewal of 10.01 that the viewer's card declined. */
beforeAll(async () => {
  stopClockAt(new Date("2026-05-01T12:00:00Z"));
  viewer = await aViewer();
  ({ subscriptionId } = await buy(viewer, (await aPlan({ amount: 1001n })).price, { card: CARDS.laterRecovers }));
  await at("2026-06-01");
  due = await db.invoice.findFirstOrThrow({ where: { subscriptionId, status: "OPEN" } });
});

const reread = () => db.invoice.findUniqueOrThrow({ where: { id: due.id }, include: { transactions: { orderBy: { number: "asc" } } } });

describe("one invoice, met by two payments", () => {
  it("refuses more than is left, nothing, and another's document", async () => {
    await expect(byHand(due, 1002n, "too much")).rejects.toMatchObject({ code: "payment_too_large", field: "amount" });
    const creditNote = { ...due, id: viewer.id };
    await expect(byHand(creditNote, 1n, "unknown")).rejects.toMatchObject({ code: "invoice_unknown", status: 404 });
    expect((await reread()).paid).toBe(0n);
  });

  it("stays open after a part, with access as before and the rest to be paid", async () => {
    const payment = await byHand(due, 334n, "statement 17");
    expect(payment).toMatchObject({ status: "SUCCEEDED", gateway: "manual", methodKind: "bank", amount: 334n, surplus: false });
    expect(await reread()).toMatchObject({ status: "OPEN", paid: 334n, paidAt: null });
    expect(await statusOf(subscriptionId)).toBe("PAST_DUE");
    await expectBooksAgree();
  });

  it("counts a line of the bank's statement once", async () => {
    await expect(byHand(due, 334n, "statement 17")).rejects.toMatchObject({ code: "payment_recorded", field: "reference" });
    expect((await reread()).paid).toBe(334n);
  });

  it("is charged for the rest alone, is paid then, and both have its tax", async () => {
    await at("2026-06-04");
    await at("2026-06-09");
    const { status, paid, total, tax, transactions } = await reread();
    expect({ status, paid }).toEqual({ status: "PAID", paid: total });
    const counted = transactions.filter((transaction) => transaction.status === "SUCCEEDED");
    expect(counted.map(({ gateway, amount }) => [gateway, amount])).toEqual([
      ["manual", 334n],
      ["sandbox", 667n],
    ]);
    expect(counted.reduce((sum, transaction) => sum + transaction.tax, 0n)).toBe(tax);
    expect(await statusOf(subscriptionId)).toBe("ACTIVE");
    expect((await emailsTo(viewer.id)).receipt).toBe(3);
    await expectBooksAgree();
  });

  it("takes no further payment", async () => {
    await expect(byHand(due, 1n, "late")).rejects.toMatchObject({ code: "invoice_closed" });
  });
});

describe("an order, paid by hand", () => {
  it("begins when it is paid whole, and not before", async () => {
    const buyer = await aViewer();
    const { orderId } = await order(buyer, (await aPlan({ amount: 500n })).price);
    const invoice = await db.invoice.findFirstOrThrow({ where: { orderId } });
    await expect(byHand(invoice, 500n, "while a page is open")).rejects.toMatchObject({ code: "payment_in_progress" });
    const { id } = await db.transaction.findFirstOrThrow({ where: { orderId } });
    await applyOutcome(id, { status: "canceled", reason: "The page was left." }, "reconcile");
    await expect(byHand(invoice, 499n, "a part")).rejects.toMatchObject({ code: "payment_in_part", field: "amount" });
    await byHand(invoice, 500n, "receipt 8");
    const { status, subscription } = await db.order.findUniqueOrThrow({ where: { id: orderId }, include: { subscription: true } });
    expect([status, subscription.status]).toEqual(["PAID", "ACTIVE"]);
    await expectBooksAgree();
  });
});

describe("an invoice that was written off", () => {
  it("is paid after all, part by part, and the write-off undone by as much", async () => {
    const late = await aViewer();
    const bought = await buy(late, (await aPlan({ amount: 900n })).price, { card: CARDS.laterLost });
    await at("2026-07-10");
    await at("2026-08-30");
    const lost = await db.invoice.findFirstOrThrow({ where: { subscriptionId: bought.subscriptionId, status: "UNCOLLECTIBLE" } });
    await byHand(lost, 400n, "instalment 1");
    await expectBooksAgree();
    const { status, paid } = await db.invoice.findUniqueOrThrow({ where: { id: lost.id } });
    expect([status, paid]).toEqual(["UNCOLLECTIBLE", 400n]);
  });
});
