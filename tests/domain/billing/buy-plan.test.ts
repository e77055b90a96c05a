import { expect, test } from "vitest";
import { confirmReturn } from "#lib/billing/asking/confirm-return.ts";
import { reconcilePayments } from "#lib/billing/asking/reconcile-payments.ts";
import { buyPlan, buyPlanInput } from "#lib/billing/buying/buy-plan.ts";
import { quoteOrder } from "#lib/billing/buying/quote-order.ts";
import { retryOrder } from "#lib/billing/buying/retry-order.ts";
import { abandonOrders } from "#lib/billing/ending/abandon-orders.ts";
import { openPayment } from "#lib/billing/parts/open-payment.ts";
import { writtenTerms } from "#lib/catalog/terms.ts";
import { db } from "#lib/db/client.ts";
import { now, stopClockAt } from "#lib/kernel/clock.ts";
import { cancelSandboxCheckout } from "#lib/payments/gateways/sandbox/checkout.ts";
import { returnedTo } from "#lib/web/checkout/return-page.ts";
import { expectBooksAgree } from "#tests/support/books.ts";
import { useDatabase } from "#tests/support/database.ts";
import { aPlan, aViewer, buy, CARDS, order, payAtSandbox } from "#tests/support/shop.ts";

useDatabase();
stopClockAt(new Date("2026-05-01T12:00:00Z"));
const HOUR = 3_600_000;

test("a second submit resumes the same order", async () => {
  const viewer = await aViewer();
  const { price } = await aPlan();
  const first = await order(viewer, price);
  const second = await order(viewer, price);
  expect(second).toEqual(first);
  const together = await Promise.all([order(viewer, price), order(viewer, price), order(viewer, price)]);
  expect(new Set(together.map(({ orderId }) => orderId))).toEqual(new Set([first.orderId]));
  expect(await db.transaction.count({ where: { orderId: first.orderId } })).toBe(1);
});

test("ten submits at once place one order", async () => {
  const viewer = await aViewer();
  const { price } = await aPlan();
  const placed = await Promise.all(Array.from({ length: 10 }, () => order(viewer, price)));
  expect(new Set(placed.map(({ orderId }) => orderId)).size).toBe(1);
});

test("terms that are not the ones shown are refused, and nothing is written", async () => {
  const customer = await aViewer();
  const { price } = await aPlan();
  const input = { customer, priceId: price.id, currency: "EUR", gateway: "sandbox", shown: "{}", consent: true } as const;
  await expect(buyPlan(input)).rejects.toMatchObject({ code: "terms_changed" });
  expect(await db.order.count({ where: { customerId: customer.id } })).toBe(0);
});

test("whoever has the plan cannot buy it again", async () => {
  const viewer = await aViewer();
  const { price } = await aPlan();
  await buy(viewer, price);
  await expect(order(viewer, price)).rejects.toMatchObject({ code: "already_subscribed", status: 409 });
});

test("not sold in the viewer's country, not in this currency, not any more", async () => {
  const viewer = await aViewer({ country: "US" });
  await expect(order(viewer, (await aPlan({ countries: ["DE"] })).price)).rejects.toMatchObject({ code: "not_sold_in_country" });
  const { price, plan } = await aPlan();
  await expect(order(viewer, price, { currency: "USD" })).rejects.toMatchObject({ code: "currency_unavailable" });
  await db.priceAmount.create({ data: { priceId: price.id, currency: "GBP", amount: 900n } });
  await expect(order(viewer, price, { currency: "GBP" })).rejects.toMatchObject({ code: "currency_unavailable" });
  await db.plan.update({ where: { id: plan.id }, data: { status: "ARCHIVED" } });
  await expect(order(viewer, price)).rejects.toMatchObject({ code: "plan_unknown", status: 404 });
});

test("nobody buys who did not agree to the terms, whatever page asks", async () => {
  const { price } = await aPlan();
  const customer = await aViewer();
  const quote = await quoteOrder({ priceId: price.id, currency: "EUR", country: "DE", customerId: customer.id });
  const input = { priceId: price.id, currency: "EUR", gateway: "sandbox", shown: writtenTerms(quote, customer.id) };
  const { error } = buyPlanInput.safeParse({ ...input, country: "DE", consent: false });
  expect(error?.issues).toMatchObject([{ path: ["consent"], message: "consent_missing" }]);
  expect(await db.order.count({ where: { customerId: customer.id } })).toBe(0);
  const { orderId } = await buyPlan({ ...input, customer, consent: true });
  expect(await db.order.findUnique({ where: { id: orderId } })).toMatchObject({ consentAt: expect.any(Date) });
});

test("declined, then tried again with another card", async () => {
  const { price } = await aPlan();
  const viewer = await aViewer();
  const { orderId, status } = await buy(viewer, price, { card: CARDS.insufficientFunds });
  expect(status).toBe("declined");
  await retryOrder({ orderId }, viewer.id);
  await payAtSandbox(orderId, CARDS.ok);
  expect(await confirmReturn({ orderId })).toMatchObject({ status: "paid" });
  expect(
    await db.transaction.findMany({ where: { orderId }, orderBy: { number: "asc" }, select: { status: true, attempt: true } }),
  ).toEqual([
    { status: "DECLINED", attempt: 1 },
    { status: "SUCCEEDED", attempt: 2 },
  ]);
  await expectBooksAgree();
});

test("an order left behind closes after a day, uses up no invoice number, and frees its coupon", async () => {
  await db.coupon.create({
    data: { code: "ONCE1", name: "One", percentPpm: 500_000, duration: "ONCE", maxRedemptions: 1, createdAt: now() },
  });
  const { price } = await aPlan();
  const viewer = await aViewer();
  const { orderId } = await order(viewer, price, { couponCode: "once1" });
  await expect(order(await aViewer(), price, { couponCode: "ONCE1" })).rejects.toMatchObject({ code: "coupon_used_up" });
  const { gatewayReference } = await db.transaction.findFirstOrThrow({ where: { orderId } });
  await cancelSandboxCheckout(gatewayReference ?? "");
  expect(await confirmReturn({ orderId })).toMatchObject({ status: "canceled" });
  stopClockAt(new Date(now().getTime() + 25 * HOUR));
  await abandonOrders();
  expect(await db.order.findUnique({ where: { id: orderId }, include: { invoices: true, subscription: true } })).toMatchObject({
    status: "ABANDONED",
    invoices: [{ status: "VOID", number: null }],
    subscription: { status: "EXPIRED" },
  });
  await expect(retryOrder({ orderId }, viewer.id)).rejects.toMatchObject({ code: "order_closed" });
  expect((await buy(await aViewer(), price, { couponCode: "ONCE1" })).status).toBe("paid");
});

test("paid after the order was closed: the viewer gets what they paid for", async () => {
  const { price } = await aPlan();
  const { orderId } = await order(await aViewer(), price);
  await payAtSandbox(orderId);
  const { abandonOrder } = await import("#lib/billing/ending/abandon-orders.ts");
  const { transaction } = await import("#lib/db/transaction.ts");
  await transaction((tx) => abandonOrder(tx, orderId, "worker"));
  expect(await confirmReturn({ orderId })).toMatchObject({ status: "paid" });
  expect(await db.order.findUnique({ where: { id: orderId }, include: { subscription: true } })).toMatchObject({
    status: "PAID",
    subscription: { status: "ACTIVE" },
  });
});

test("paid twice in two tabs: the second payment is given back with a credit note", async () => {
  const viewer = await aViewer();
  const { price } = await aPlan();
  const first = await order(viewer, price);
  await payAtSandbox(first.orderId);
  await db.order.update({ where: { id: first.orderId }, data: { gateway: "other" } }); // the second tab chose another gateway
  const second = await order(viewer, price);
  expect(second.orderId).not.toBe(first.orderId);
  await payAtSandbox(second.orderId);
  await confirmReturn({ orderId: second.orderId });
  await confirmReturn({ orderId: first.orderId });
  const shown = async ({ orderId }: { orderId: string }, left = false) => (await returnedTo({ orderId }, viewer, left))?.outcome;
  expect([await shown(first), await shown(second), await shown(second, true)]).toEqual(["surplus", "paid", "paid"]);
  stopClockAt(new Date(now().getTime() + 2 * 60_000));
  await reconcilePayments();
  const refund = await db.transaction.findFirstOrThrow({ where: { kind: "REFUND", customerId: viewer.id } });
  expect(refund).toMatchObject({ status: "SUCCEEDED", amount: 1000n, reason: "already_subscribed" });
  expect(await db.subscription.count({ where: { customerId: viewer.id, status: "ACTIVE" } })).toBe(1);
  await expectBooksAgree();
});

test("nothing due and nothing to come needs no payment page", async () => {
  const { price } = await aPlan({ amount: 0n });
  const { url, orderId } = await order(await aViewer(), price);
  expect(url).toBe(`/checkout/return?order=${orderId}`);
  expect(await confirmReturn({ orderId })).toMatchObject({ status: "paid" });
});

test.each([
  ["JPY", 500n],
  ["KWD", 1500n],
  ["ISK", 990n],
])("%s amounts keep the currency's own decimals", async (currency, amount) => {
  const { price } = await aPlan({ currency, amount });
  const { orderId } = await buy(await aViewer(), price, { currency });
  expect(await db.transaction.findFirst({ where: { orderId }, select: { amount: true, currency: true, status: true } })).toEqual({
    amount,
    currency,
    status: "SUCCEEDED",
  });
});

test("an invoice has one open charge at most: PostgreSQL refuses the second", async () => {
  const { orderId } = await order(await aViewer(), (await aPlan()).price);
  const first = await db.transaction.findFirstOrThrow({ where: { orderId } });
  const { kind, gateway, customerId, currency, amount, tax, invoiceId } = first;
  const { name, email, phone, country, company, vatId, ip, ipCountry } = first;
  const payer = { name, email, phone, country, company, vatId, ip, ipCountry, address: {} };
  const second = openPayment(db, {
    kind,
    source: "checkout",
    gateway,
    customerId,
    currency,
    amount,
    tax,
    invoiceId,
    payer,
    request: undefined,
  });
  await expect(second).rejects.toMatchObject({ code: "payment_in_progress", status: 409 });
});
