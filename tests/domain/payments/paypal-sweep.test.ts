import { afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Actor } from "#lib/audit/audit.ts";
import { gatewayHealth } from "#lib/reports/gateway-health.ts";
import { CARD } from "#tests/contracts/gateway-contract.ts";
import { expectBooksAgree } from "#tests/support/books.ts";
import { useDatabase } from "#tests/support/database.ts";
import { payPalHouse, usePayPal } from "./paypal-house.ts";

useDatabase();
const paypal = usePayPal();
const operator: Actor = { kind: "OPERATOR", name: "Finance" };
const colleague: Actor = { kind: "OPERATOR", id: "019a0000-0000-7000-8000-00000000000b", name: "Head of finance" };
const HOUR_MS = 3_600_000;

// Whatever is loaded for the first order and the first look, before any test.
beforeAll(async () => {
  const { bought, sweep } = await house();
  await bought(CARD.ok);
  await sweep();
});
afterEach(async () => (await payPalHouse(paypal())).runClock());

async function house() {
  const shop = await payPalHouse(paypal());
  const { sweepGateway } = await import("#lib/payments/sweep-gateway.ts");
  const { db, reconcilePayments, runClock, now } = shop;

  /** No event arrives. A window ends before the second that runs. */
  async function sweep(): Promise<void> {
    await db.gatewaySweep.updateMany({ data: { dueAt: new Date() } });
    runClock(2_000);
    await sweepGateway(50, "paypal");
    await reconcilePayments(100, "paypal");
    runClock();
  }
  const health = async () => (await gatewayHealth(["paypal"], now(), "UTC"))[0];

  /** One of 9.00 that a viewer was sent. */
  async function openInvoice() {
    const { approveCharge } = await import("#lib/billing/settling/approve-charge.ts");
    const { proposeCharge } = await import("#lib/invoices/manual-charge.ts");
    const { aTaxRate } = await import("#tests/support/shop.ts");
    await aTaxRate();
    const { id: customerId } = await shop.aViewer();
    const lines = [{ text: "Box", quantity: 1, amount: 900n }];
    const charge = await proposeCharge({ customerId, currency: "EUR", taxIncluded: true, dueDays: 14, lines }, operator);
    await approveCharge({ chargeId: charge.id }, colleague);
    return db.invoice.findFirstOrThrow({ where: { customerId, status: "OPEN" } });
  }
  const { linkPayment } = await import("#lib/billing/settling/link-payment.ts");
  const { refundPayment } = await import("#lib/billing/settling/refund-payment.ts");
  return { ...shop, sweep, health, openInvoice, linkPayment, refundPayment };
}

it("finds a dispute that no event told of, once, and what was decided", async () => {
  const { db, bought, sweep } = await house();
  const { charge, id } = await bought(CARD.ok);
  await sweep();
  const dispute = paypal().world.dispute((await charge()).paymentReference!);
  const disputes = () => db.dispute.findMany({ where: { transactionId: id } });
  await sweep();
  await sweep();
  expect(await disputes()).toMatchObject([{ reference: dispute.dispute_id, status: "OPEN", taken: 1_000n, changes: 1 }]);
  paypal().world.decide(dispute, "won");
  await sweep();
  expect(await disputes()).toMatchObject([{ status: "WON", taken: 0n }]);
  expect(await db.gatewayDifference.count()).toBe(0);
  await expectBooksAgree();
});

describe("a payment without an order, made with a button of PayPal's", () => {
  it("is linked to an invoice with what was given back of it, and given back from here", async () => {
    const { db, sweep, openInvoice, linkPayment, refundPayment } = await house();
    const { world } = paypal();
    const invoice = await openInvoice();
    const capture = world.payWithoutOrder({ currency_code: "EUR", value: "9.00" }, "button-7");
    world.refund(capture.id, { amount: { currency_code: "EUR", value: "1.00" } });
    await sweep();
    const { id: differenceId } = await db.gatewayDifference.findFirstOrThrow({ where: { subject: capture.id } });
    const { id } = await linkPayment({ differenceId, invoice: invoice.number! }, operator);
    const charge = () => db.transaction.findUniqueOrThrow({ where: { id }, include: { refunds: true } });
    expect(await charge()).toMatchObject({ status: "SUCCEEDED", amount: 900n, fee: 57n, paymentReference: capture.id });
    expect((await charge()).refunds).toMatchObject([{ status: "SUCCEEDED", amount: 100n }]);
    await refundPayment({ transactionId: id, amount: 300n, reason: "Too much" }, operator);
    world.refund(capture.id, { amount: { currency_code: "EUR", value: "0.50" } });
    await sweep();
    expect((await charge()).refunded).toBe(450n);
    await expectBooksAgree();
  });

  it("is linked where the account's movements may not be read, and its dispute is found", async () => {
    const { db, sweep, openInvoice, linkPayment } = await house();
    const { world } = paypal();
    const invoice = await openInvoice();
    const capture = world.payWithoutOrder({ currency_code: "EUR", value: "9.00" });
    await sweep();
    world.off.add("/v1/reporting/");
    const { id: differenceId } = await db.gatewayDifference.findFirstOrThrow({ where: { subject: capture.id } });
    expect(await linkPayment({ differenceId, invoice: invoice.number! }, operator)).toMatchObject({ status: "SUCCEEDED" });
    const dispute = world.dispute(capture.id);
    world.off.clear();
    await sweep();
    expect(await db.dispute.findMany({ where: { reference: dispute.dispute_id } })).toMatchObject([{ status: "OPEN", taken: 900n }]);
    await expectBooksAgree();
  });
});

it("says in words which feature the app lacks as long as it does, and works otherwise", async () => {
  const { bought, sweep, health, db } = await house();
  const { charge } = await bought(CARD.ok);
  await sweep();
  expect(await health()).toMatchObject({ state: "well", sweepError: null });
  paypal().world.off.add("/v1/reporting/");
  for (const _ of [1, 2, 3, 4]) await sweep();
  expect(await health()).toMatchObject({
    state: "doubtful",
    sweepFailures: 0,
    sweepError: `PayPal does not let these keys read the account's payments: enable "Transaction search" in the app's features.`,
  });
  const dispute = paypal().world.dispute((await charge()).paymentReference!);
  await sweep();
  expect(await db.dispute.count({ where: { reference: dispute.dispute_id } })).toBe(1);
  paypal().world.off.add("/v1/customer/disputes");
  await sweep();
  expect((await health()).sweepError).toMatch(/Transaction search.*Customer disputes/);
  expect(await (await bought(CARD.ok)).charge()).toMatchObject({ status: "SUCCEEDED" });
  const { readTo } = await db.gatewaySweep.findFirstOrThrow();
  expect(Date.now() - readTo.getTime()).toBeLessThan(HOUR_MS);
  paypal().world.off.clear();
  await sweep();
  expect(await health()).toMatchObject({ state: "well", sweepError: null });
});

it("asks PayPal nothing that it does not know", () => {
  expect([...new Set(paypal().faults)]).toEqual([]);
});
