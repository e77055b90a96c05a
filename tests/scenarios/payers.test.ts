import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { SYSTEM } from "#lib/audit/audit.ts";
import { confirmReturn } from "#lib/billing/asking/confirm-return.ts";
import { chooseMethod, removeMethod } from "#lib/billing/buying/choose-method.ts";
import { payInvoice } from "#lib/billing/buying/pay-invoice.ts";
import { cancelPlan, undoCancel } from "#lib/billing/ending/cancel-plan.ts";
import { endingChoices } from "#lib/billing/ending/ending-choices.ts";
import { renewSubscription } from "#lib/billing/renewing/renew-subscription.ts";
import { lockCustomer } from "#lib/customers/lock.ts";
import { db } from "#lib/db/client.ts";
import { transaction } from "#lib/db/transaction.ts";
import { stopClockAt } from "#lib/kernel/clock.ts";
import { completeSandboxCheckout } from "#lib/payments/gateways/sandbox/checkout.ts";
import { getSettings } from "#lib/settings/settings.ts";
import { expectBooksAgree } from "#tests/support/books.ts";
import { useDatabase } from "#tests/support/database.ts";
import { aCoupon, aPlan, aViewer, buy, CARDS, order, ownerOf, payAtSandbox } from "#tests/support/shop.ts";
import { at, chargesOf, emailsTo, endEarlierStories } from "#tests/support/story.ts";

/** One viewer pays for what another watches. */
useDatabase();

test("who pays is billed, charged and written to of money; who watches is entitled", async () => {
  stopClockAt(new Date("2027-08-01T12:00:00Z"));
  await endEarlierStories();
  const [child, parent] = [await aViewer(), await aViewer()];
  const { price } = await aPlan({ amount: 700n });
  const { subscriptionId } = await buy(child, price);
  await buy(parent, (await aPlan()).price);
  const card = await db.paymentMethod.findFirstOrThrow({ where: { customerId: parent.id } });
  await db.subscription.update({ where: { id: subscriptionId }, data: { payerId: parent.id, paymentMethodId: card.id } });
  const before = await emailsTo(child.id);
  await at("2027-08-29");
  await at("2027-09-01");
  const [invoice] = await db.invoice.findMany({ where: { subscriptionId, cycle: 1 }, include: { transactions: true } });
  expect(invoice).toMatchObject({ customerId: parent.id, status: "PAID", buyer: { email: parent.email } });
  expect(invoice.transactions).toMatchObject([{ customerId: parent.id, paymentMethodId: card.id, status: "SUCCEEDED" }]);
  expect(await emailsTo(child.id)).toEqual(before);
  expect(await emailsTo(parent.id)).toMatchObject({ receipt: 3, renewal_reminder: 2 });
  expect(await db.subscription.findUnique({ where: { id: subscriptionId } })).toMatchObject({ status: "ACTIVE", customerId: child.id });
  await expectBooksAgree();
});

test("what one viewer watches and another pays for follows the payer's cards, never the watcher's", async () => {
  const [child, parent] = [await aViewer(), await aViewer()];
  const { subscriptionId } = await buy(child, (await aPlan({ amount: 700n })).price);
  await buy(parent, (await aPlan()).price);
  await buy(parent, (await aPlan()).price);
  const [own] = await db.paymentMethod.findMany({ where: { customerId: child.id } });
  const [older, newer] = await db.paymentMethod.findMany({ where: { customerId: parent.id }, orderBy: { createdAt: "asc" } });
  await db.subscription.update({ where: { id: subscriptionId }, data: { payerId: parent.id, paymentMethodId: older.id } });
  const charged = async () => (await db.subscription.findUniqueOrThrow({ where: { id: subscriptionId } })).paymentMethodId;
  await chooseMethod({ methodId: own.id }, child.id);
  expect(await charged()).toBe(older.id);
  await removeMethod({ methodId: own.id }, child.id);
  expect(await charged()).toBe(older.id);
  await chooseMethod({ methodId: newer.id }, parent.id);
  expect(await charged()).toBe(newer.id);
});

test("who watches may leave what another pays for, but not make them pay again", async () => {
  const [child, parent] = [await aViewer(), await aViewer()];
  const { subscriptionId } = await buy(child, (await aPlan()).price);
  await db.subscription.update({ where: { id: subscriptionId }, data: { payerId: parent.id } });
  const me = await ownerOf(subscriptionId);
  await cancelPlan({ subscriptionId }, me);
  await expect(undoCancel({ subscriptionId }, me)).rejects.toMatchObject({ code: "paid_by_another", status: 409 });
  const subscription = await db.subscription.findUniqueOrThrow({ where: { id: subscriptionId } });
  expect(await endingChoices(subscription, "VIEWER", await getSettings())).toMatchObject({ undoable: false });
  await undoCancel({ subscriptionId }, SYSTEM);
});

test("an order for another welcomes whoever is to watch, with their own way in; the receipt, and the coupon, are the payer's", async () => {
  await endEarlierStories();
  const [child, parent] = [await aViewer(), await aViewer()];
  const { price } = await aPlan({ amount: 1000n });
  const coupon = await aCoupon("GIFT");
  const gift = async () => {
    const { orderId } = await order(parent, price, { couponCode: "GIFT" });
    const { subscriptionId } = await db.order.findUniqueOrThrow({ where: { id: orderId } });
    await db.subscription.update({ where: { id: subscriptionId }, data: { customerId: child.id } });
    await payAtSandbox(orderId);
    return { orderId, subscriptionId };
  };
  const { orderId, subscriptionId } = await gift();
  expect(await confirmReturn({ orderId })).toMatchObject({ status: "paid" });
  expect([await emailsTo(child.id), await emailsTo(parent.id)]).toEqual([{ welcome: 1 }, { receipt: 1 }]);
  const { text } = await db.message.findFirstOrThrow({ where: { customerId: child.id } });
  expect(text).toContain(child.serviceUserId);
  expect(text).not.toContain(parent.serviceUserId);
  expect(await db.subscription.findUnique({ where: { id: subscriptionId } })).toMatchObject({ status: "ACTIVE", payerId: parent.id });
  await expectBooksAgree();

  await cancelPlan({ subscriptionId, when: "now" }, SYSTEM);
  await db.couponRedemption.deleteMany({ where: { couponId: coupon.id } });
  const again = await gift();
  await db.couponRedemption.update({ where: { orderId: again.orderId }, data: { orderId } }); // as spent in the first
  expect(await confirmReturn({ orderId: again.orderId })).toMatchObject({ status: "paid" });
  const surplus = { kind: "REFUND", reason: "coupon_used" } as const;
  expect(await db.transaction.count({ where: { orderId: again.orderId, ...surplus } })).toBe(1);
  await expectBooksAgree();
});

test("who pays what was theirs to pay, once another is billed, leaves their card out of what renews", async () => {
  stopClockAt(new Date("2027-10-01T12:00:00Z"));
  await endEarlierStories();
  const [before, after] = [await aViewer(), await aViewer()];
  const gone = await buy(before, (await aPlan()).price, { card: CARDS.laterDeclines });
  await at("2027-11-01");
  const given = await order(before, (await aPlan()).price);
  const ordered = await db.order.findUniqueOrThrow({ where: { id: given.orderId } });
  const ids = [gone.subscriptionId, ordered.subscriptionId];
  await db.subscription.updateMany({ where: { id: { in: ids } }, data: { payerId: after.id, paymentMethodId: null } });
  await payAtSandbox(given.orderId);
  expect(await confirmReturn({ orderId: given.orderId })).toMatchObject({ status: "paid" });
  const invoice = await db.invoice.findFirstOrThrow({ where: { subscriptionId: gone.subscriptionId, cycle: 1 } });
  await payInvoice({ invoiceId: invoice.id, gateway: "sandbox", anew: true }, before, null);
  const { gatewayReference } = await db.transaction.findFirstOrThrow({ where: { invoiceId: invoice.id }, orderBy: { number: "desc" } });
  await completeSandboxCheckout(gatewayReference!, CARDS.ok);
  expect(await confirmReturn({ invoiceId: invoice.id })).toMatchObject({ status: "paid" });
  const renewed = await db.subscription.findMany({ where: { id: { in: ids } }, select: { status: true, paymentMethodId: true } });
  expect(renewed).toEqual([
    { status: "ACTIVE", paymentMethodId: null },
    { status: "ACTIVE", paymentMethodId: null },
  ]);
});

test("a renewal that waits while another comes to pay bills nobody who does not any more", async () => {
  stopClockAt(new Date("2027-12-01T12:00:00Z"));
  await endEarlierStories();
  const [before, after] = [await aViewer(), await aViewer()];
  const { subscriptionId } = await buy(before, (await aPlan()).price);
  stopClockAt(new Date("2028-01-01T12:00:00Z"));
  const { promise: locked, resolve: isLocked } = Promise.withResolvers<void>();
  const change = transaction(async (tx) => {
    await lockCustomer(tx, before.id);
    isLocked();
    await sleep(500);
    await tx.subscription.update({ where: { id: subscriptionId }, data: { payerId: after.id } });
  });
  await locked;
  expect(await renewSubscription(subscriptionId)).toBe(false);
  await change;
  expect(await renewSubscription(subscriptionId)).toBe(true);
  const renewed = await db.invoice.findFirst({ where: { subscriptionId, cycle: 1 } });
  expect(renewed).toMatchObject({ customerId: after.id, status: "OPEN" });
});

test("what is overdue is charged to no card of who watches, nor theirs to pay or to read of; the payer's next card pays it", async () => {
  stopClockAt(new Date("2028-02-01T12:00:00Z"));
  await endEarlierStories();
  await db.rollupCursor.deleteMany({ where: { name: "mrr" } }); // others' payers were changed by hand, of which no event tells
  const [child, parent] = [await aViewer(), await aViewer()];
  const { subscriptionId } = await buy(child, (await aPlan()).price);
  await buy(parent, (await aPlan({ interval: "YEAR" })).price, { card: CARDS.laterDeclines });
  const [own] = await db.paymentMethod.findMany({ where: { customerId: child.id } });
  const [card] = await db.paymentMethod.findMany({ where: { customerId: parent.id } });
  await db.subscription.update({ where: { id: subscriptionId }, data: { payerId: parent.id, paymentMethodId: card.id } });
  await at("2028-03-01");
  expect(await emailsTo(child.id)).toEqual({ receipt: 1, welcome: 1 });
  expect(await emailsTo(parent.id)).toMatchObject({ payment_failed: 1 });
  const invoice = await db.invoice.findFirstOrThrow({ where: { subscriptionId, cycle: 1 } });
  const paying = payInvoice({ invoiceId: invoice.id, gateway: "sandbox" }, child, null);
  await expect(paying).rejects.toMatchObject({ code: "invoice_unknown", status: 404 });
  await expect(chooseMethod({ methodId: card.id }, child.id)).rejects.toMatchObject({ code: "method_unknown" });
  await chooseMethod({ methodId: own.id }, child.id);
  await buy(child, (await aPlan({ interval: "YEAR" })).price);
  expect(await chargesOf(subscriptionId)).toHaveLength(2);
  await buy(parent, (await aPlan({ interval: "YEAR" })).price);
  expect((await chargesOf(subscriptionId)).map(([status]) => status)).toEqual(["SUCCEEDED", "DECLINED", "SUCCEEDED"]);
  const paid = await db.transaction.findMany({ where: { invoiceId: invoice.id }, select: { customerId: true } });
  expect(new Set(paid.map(({ customerId }) => customerId))).toEqual(new Set([parent.id]));
  await expectBooksAgree();
});
