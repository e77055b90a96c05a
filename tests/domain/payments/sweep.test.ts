import { beforeEach, describe, expect, it } from "vitest";
import type { Actor } from "#lib/audit/audit.ts";
import { expectBooksAgree } from "#tests/support/books.ts";
import { useDatabase } from "#tests/support/database.ts";
import { closeDispute, dispute, failRefund, refund } from "#tests/support/stripe-server/afterwards.ts";
import type { Payload } from "#tests/support/stripe-server/payloads.ts";
import { stripeHouse, useStripe } from "./stripe-house.ts";

useDatabase();
const stripe = useStripe();
const operator: Actor = { kind: "OPERATOR", name: "Finance" };
const DAY_MS = 86_400_000;

async function house() {
  const shop = await stripeHouse(stripe());
  const { sweepGateway } = await import("#lib/payments/sweep-gateway.ts");
  const { reconcilePayments } = await import("#lib/billing/asking/reconcile-payments.ts");
  const { linkPayment } = await import("#lib/billing/settling/link-payment.ts");
  const { decideDifference } = await import("#lib/billing/settling/decide-difference.ts");
  const { db } = shop;
  const { runClock } = await import("#lib/kernel/clock.ts");
  const dueAgain = () => db.gatewaySweep.updateMany({ data: { dueAt: new Date() } });

  /** No event arrives: Stripe's list is all there is. What a look is due at then is looked at. A window ends before the second that runs. */
  async function sweep(aheadMs = 2_000) {
    await dueAgain();
    runClock(aheadMs);
    await sweepGateway(50, "stripe");
    await reconcilePayments(100, "stripe");
    runClock();
  }
  const differences = () => db.gatewayDifference.findMany({ orderBy: { foundAt: "asc" } });
  return { ...shop, sweepGateway, dueAgain, sweep, differences, linkPayment, decideDifference };
}

/** Somebody takes a payment in Stripe's own dashboard: nothing in it is of ours. */
function payInDashboard(world: ReturnType<typeof stripe>["world"], like: Payload, amount: number): Payload {
  const charge = {
    ...structuredClone(world.get(like.latest_charge)),
    id: `ch_${Math.random()}`,
    amount,
    amount_captured: amount,
    metadata: {},
  };
  const made = { ...structuredClone(like), id: `pi_${Math.random().toString(36).slice(2)}`, amount, amount_received: amount, metadata: {} };
  world.add({ ...charge, payment_intent: made.id } as Payload);
  return world.add({ ...made, latest_charge: charge.id } as Payload);
}

/** Each test begins with a shop that knows all that Stripe has. */
beforeEach(async () => {
  const { db, pay, confirmReturn } = await house();
  if ((await db.gatewaySweep.count()) > 0) return;
  const { orderId } = await pay();
  await confirmReturn({ orderId });
});

describe("what no event told of", () => {
  it("a payment is settled, once, however often the list is read", async () => {
    const { charge, sweep, differences, db } = await pay2();
    expect(await charge()).toMatchObject({ status: "PENDING" });
    await sweep();
    expect(await charge()).toMatchObject({ status: "SUCCEEDED", reconcileAt: null });
    const events = await db.domainEvent.count();
    await sweep();
    await sweep();
    expect(await db.domainEvent.count()).toBe(events);
    expect(await differences()).toEqual([]);
    await expectBooksAgree();
  });

  it("refunds made in the dashboard, what became of them, and disputes are recorded", async () => {
    const { db, charge, sweep, intent, world } = await paidAndKnown();
    const made = refund(world, intent, 300);
    await sweep();
    const refunds = () => db.transaction.findMany({ where: { refundOfId: intentOwner } });
    const intentOwner = (await charge()).id;
    expect(await refunds()).toMatchObject([{ status: "SUCCEEDED", amount: 300n, gatewayReference: made.id, returnedAt: null }]);
    failRefund(world, made);
    await sweep();
    expect(await refunds()).toMatchObject([{ returnedAt: expect.any(Date) }]);
    const opened = dispute(world, intent, 500);
    await sweep();
    const disputes = () => db.dispute.findMany({ where: { transactionId: intentOwner } });
    expect(await disputes()).toMatchObject([{ status: "OPEN", taken: 500n }]);
    closeDispute(world, opened, "lost");
    await sweep();
    expect(await disputes()).toMatchObject([{ status: "LOST" }]);
    await expectBooksAgree();
  });

  it("a dispute that is decided weeks later is asked about each day", async () => {
    const { db, charge, sweep, intent, world } = await paidAndKnown();
    const opened = dispute(world, intent, 500);
    await sweep();
    closeDispute(world, opened, "won");
    await db.gatewaySweep.updateMany({ data: { readTo: new Date(Date.now() + 39 * DAY_MS) } });
    await sweep(40 * DAY_MS);
    await db.gatewaySweep.updateMany({ data: { readTo: new Date() } });
    expect(await db.dispute.findMany({ where: { transactionId: (await charge()).id } })).toMatchObject([{ status: "WON" }]);
  });
});

async function pay2() {
  const shop = await house();
  const paid = await shop.pay();
  return { ...shop, ...paid, world: stripe().world };
}

async function paidAndKnown() {
  const shop = await pay2();
  await shop.confirmReturn({ orderId: shop.orderId });
  return shop;
}

describe("a payment that we do not know", () => {
  it("is noted once, by two workers at once too, with its refund beside it", async () => {
    const { intent, world, dueAgain, sweepGateway, sweep, db } = await paidAndKnown();
    const made = payInDashboard(world, intent, 700);
    refund(world, made, 200);
    await sweep();
    await dueAgain();
    const read = await Promise.all([sweepGateway(50, "stripe"), sweepGateway(50, "stripe")]);
    expect(read.filter((pages) => pages > 0)).toHaveLength(1);
    const noted = await db.gatewayDifference.findMany({ where: { paymentReference: made.id } });
    expect(noted).toMatchObject([{ kind: "PAYMENT_UNKNOWN", subject: made.id, theirs: 700n, currency: "EUR", decidedAt: null }]);
  });

  it("is linked to an invoice by the one door, with what was given back of it, and then it is known", async () => {
    const { intent, world, sweep, db, linkPayment, chargeRenewals, customer, charge } = await paidAndKnown();
    world.cards.get(String(intent.payment_method))!.later = { code: "card_declined", decline_code: "insufficient_funds", message: "No." };
    await chargeRenewals();
    const due = await db.invoice.findFirstOrThrow({ where: { customerId: customer.id, status: "OPEN" } });
    const made = payInDashboard(world, intent, 1000);
    refund(world, made, 100);
    await sweep();
    const { id: differenceId } = await db.gatewayDifference.findFirstOrThrow({ where: { subject: made.id } });
    await expect(linkPayment({ differenceId, invoice: "2020-000001" }, operator)).rejects.toMatchObject({ code: "invoice_unknown" });
    const paid = (await db.invoice.findFirstOrThrow({ where: { id: (await charge()).invoiceId! } })).number!;
    await expect(linkPayment({ differenceId, invoice: paid }, operator)).rejects.toMatchObject({
      code: "invoice_closed",
      field: "invoice",
    });

    const [linked] = await Promise.allSettled([0, 1].map(() => linkPayment({ differenceId, invoice: due.number! }, operator)));
    expect(await db.transaction.count({ where: { paymentReference: made.id } })).toBe(1);
    const counted = await db.transaction.findFirstOrThrow({ where: { paymentReference: made.id }, include: { refunds: true } });
    expect(linked).toBeDefined();
    expect(counted).toMatchObject({ status: "SUCCEEDED", gateway: "stripe", gatewayReference: made.id, invoiceId: due.id, amount: 1000n });
    expect(counted.refunds).toMatchObject([{ status: "SUCCEEDED", amount: 100n }]);
    expect(await db.invoice.findUniqueOrThrow({ where: { id: due.id } })).toMatchObject({ status: "PAID" });
    expect(await db.paymentMethod.count({ where: { customerId: customer.id } })).toBe(1);
    expect(await db.gatewayDifference.findUniqueOrThrow({ where: { id: differenceId } })).toMatchObject({
      decision: "LINKED",
      decidedBy: "Finance",
      transactionId: counted.id,
    });
    await expect(linkPayment({ differenceId, invoice: due.number! }, operator)).rejects.toMatchObject({ code: "difference_decided" });
    await sweep();
    expect(await db.gatewayDifference.count({ where: { paymentReference: made.id } })).toBe(1);
    await expectBooksAgree();
  });

  it("is none of ours with a note, once, and no row can say otherwise afterwards", async () => {
    const { intent, world, sweep, db, decideDifference } = await paidAndKnown();
    const made = payInDashboard(world, intent, 555);
    await sweep();
    const { id: differenceId } = await db.gatewayDifference.findFirstOrThrow({ where: { subject: made.id } });
    const decision = { differenceId, decision: "NOT_OURS" as const, note: "The café's till" };
    await decideDifference(decision, operator);
    await expect(decideDifference(decision, operator)).rejects.toMatchObject({ code: "difference_decided" });
    await expect(db.gatewayDifference.update({ where: { id: differenceId }, data: { note: "Other" } })).rejects.toThrow();
    expect(await db.auditEntry.count({ where: { subjectId: differenceId, action: "difference.decided" } })).toBe(1);
    refund(world, made, 55);
    await sweep();
    expect(await db.gatewayDifference.count({ where: { paymentReference: made.id } })).toBe(1);
  });

  it("is different no more when it comes to be known", async () => {
    const { intent, sweep, differences, confirmReturn, orderId } = await pay2();
    intent.metadata = {};
    await sweep();
    const noted = async () => (await differences()).filter(({ subject }) => subject === intent.id);
    expect(await noted()).toMatchObject([{ kind: "PAYMENT_UNKNOWN", decision: null }]);
    await confirmReturn({ orderId });
    await sweep();
    expect(await noted()).toMatchObject([{ decision: "GONE", decidedAt: expect.any(Date) }]);
  });
});

describe("reading the list", () => {
  it("goes on where it was left, also when Stripe gives no answer in between", async () => {
    const { dueAgain, sweepGateway, db } = await house();
    await dueAgain();
    expect(await sweepGateway(1, "stripe")).toBe(1);
    const place = () => db.gatewaySweep.findFirstOrThrow();
    const begun = await place();
    expect(begun).toMatchObject({ page: "refund:", windowTo: expect.any(Date) });
    stripe().troubles.push(500, 500);
    expect(await sweepGateway(5, "stripe")).toBe(0);
    expect(await place()).toMatchObject({ page: "refund:", failures: 1, error: expect.any(String), windowTo: begun.windowTo });
    await dueAgain();
    expect(await sweepGateway(5, "stripe")).toBe(2);
    expect(await place()).toMatchObject({ page: null, failures: 0, error: null, readTo: begun.windowTo, windowTo: null });
  });

  it("begins a window anew when its page is not known any more", async () => {
    const { dueAgain, sweepGateway, db } = await house();
    await dueAgain();
    await sweepGateway(1, "stripe");
    await db.gatewaySweep.updateMany({ data: { page: "payment:pi_forgotten", dueAt: new Date() } });
    await sweepGateway(5, "stripe");
    expect(await db.gatewaySweep.findFirstOrThrow()).toMatchObject({ page: null, failures: 1, windowTo: expect.any(Date) });
    await dueAgain();
    expect(await sweepGateway(5, "stripe")).toBe(3);
  });
});
