import { expect, test } from "vitest";
import { SYSTEM } from "#lib/audit/audit.ts";
import { confirmReturn } from "#lib/billing/asking/confirm-return.ts";
import { chooseMethod, removeMethod } from "#lib/billing/buying/choose-method.ts";
import { payInvoice } from "#lib/billing/buying/pay-invoice.ts";
import { cancelPlan, undoCancel } from "#lib/billing/ending/cancel-plan.ts";
import { endingChoices } from "#lib/billing/ending/ending-choices.ts";
import { billCycle } from "#lib/billing/parts/bill-cycle.ts";
import { itemOf } from "#lib/catalog/contract.ts";
import { db } from "#lib/db/client.ts";
import type { Subscription } from "#lib/db/generated/client.ts";
import { type Tx, transaction } from "#lib/db/transaction.ts";
import { stopClockAt } from "#lib/kernel/clock.ts";
import { completeSandboxCheckout } from "#lib/payments/gateways/sandbox/checkout.ts";
import { getSettings } from "#lib/settings/settings.ts";
import { changeInterval } from "#lib/subscriptions/change-interval.ts";
import { addItem, grantsOf, removeItem, STANDING } from "#lib/subscriptions/items.ts";
import { lockSubscription } from "#lib/subscriptions/lock.ts";
import { expectBooksAgree } from "#tests/support/books.ts";
import { useDatabase } from "#tests/support/database.ts";
import { aCoupon, aPlan, aViewer, buy, CARDS, order, ownerOf, payAtSandbox } from "#tests/support/shop.ts";
import { at, chargesOf, emailsTo, endEarlierStories } from "#tests/support/story.ts";

useDatabase();

const locked = <T>(id: string, work: (tx: Tx, subscription: Subscription) => Promise<T>) =>
  transaction(async (tx) => work(tx, await lockSubscription(tx, id)));

const linesOf = async (subscriptionId: string, cycle: number) =>
  (await db.invoiceLine.findMany({ where: { invoice: { subscriptionId, cycle, kind: "INVOICE" } }, orderBy: { position: "asc" } })).map(
    ({ kind, description, quantity, total }) => [kind, description, quantity, Number(total)],
  );

test("a subscription with two items bills both, each at the price it was sold at, and grants what both granted then", async () => {
  stopClockAt(new Date("2026-05-01T12:00:00Z"));
  const { plan, price } = await aPlan({ amount: 1000n });
  const sports = await aPlan({ amount: 300n });
  await db.plan.update({ where: { id: plan.id }, data: { packages: ["Movies"], maxDevices: 3, maxStreams: 2, quality: "HD" } });
  await db.plan.update({
    where: { id: sports.plan.id },
    data: { name: "Sports", packages: ["Sports", "Movies"], maxDevices: 0, maxStreams: 1, quality: "UHD" },
  });
  const viewer = await aViewer();
  const { subscriptionId } = await buy(viewer, price);
  const addOn = await db.plan.findUniqueOrThrow({ where: { id: sports.plan.id } });
  const terms = { ...itemOf({ plan: addOn, price: sports.price, amount: 300n }, "ADD_ON"), quantity: 2 };
  const added = await locked(subscriptionId, (tx, subscription) => addItem(tx, subscription, terms, "operator"));

  await db.plan.updateMany({ data: { packages: [], maxDevices: 9, name: "Renamed" } });
  const { items, amount } = await db.subscription.findUniqueOrThrow({ where: { id: subscriptionId }, include: { items: STANDING } });
  expect(amount).toBe(1600n);
  expect(grantsOf(items)).toEqual({ packages: ["Movies", "Sports"], maxDevices: 3, maxStreams: 4, quality: "UHD" });

  await at("2026-06-01");
  expect(await linesOf(subscriptionId, 1)).toEqual([
    ["plan", "Premium", 1, 1000],
    ["add_on", "Sports", 2, 600],
  ]);
  const [renewal] = await db.transaction.findMany({ where: { subscriptionId, kind: "CHARGE" }, orderBy: { number: "desc" }, take: 1 });
  expect(renewal).toMatchObject({ status: "SUCCEEDED", amount: 1600n });
  await expectBooksAgree();

  await locked(subscriptionId, (tx, subscription) => removeItem(tx, subscription, added.id, "operator"));
  await expect(locked(subscriptionId, (tx, subscription) => removeItem(tx, subscription, added.id, "operator"))).rejects.toMatchObject({
    code: "item_removed",
  });
  await at("2026-07-01");
  expect(await linesOf(subscriptionId, 2)).toEqual([["plan", "Premium", 1, 1000]]);
  await expectBooksAgree();
});

test("nothing is added to what has ended, nor taken off it", async () => {
  stopClockAt(new Date("2026-07-01T13:00:00Z"));
  await endEarlierStories();
  const { subscriptionId } = await buy(await aViewer(), (await aPlan()).price);
  const sports = await aPlan({ amount: 300n });
  const terms = itemOf({ ...sports, amount: 300n }, "ADD_ON");
  const added = await locked(subscriptionId, (tx, subscription) => addItem(tx, subscription, terms, "operator"));
  await cancelPlan({ subscriptionId, when: "now" }, SYSTEM);
  const ended = { code: "subscription_ended" };
  await expect(locked(subscriptionId, (tx, subscription) => addItem(tx, subscription, terms, "operator"))).rejects.toMatchObject(ended);
  await expect(locked(subscriptionId, (tx, subscription) => removeItem(tx, subscription, added.id, "operator"))).rejects.toMatchObject(
    ended,
  );
  expect(await db.domainEvent.count({ where: { subscriptionId, type: "changed" } })).toBe(1);
});

test("the plan itself cannot be taken off, nor be there twice", async () => {
  stopClockAt(new Date("2026-07-02T12:00:00Z"));
  await endEarlierStories();
  const { plan, price } = await aPlan();
  const { subscriptionId } = await buy(await aViewer(), price);
  const item = await db.subscriptionItem.findFirstOrThrow({ where: { subscriptionId } });
  await expect(locked(subscriptionId, (tx, subscription) => removeItem(tx, subscription, item.id, "operator"))).rejects.toMatchObject({
    code: "item_removed",
  });
  const again = itemOf({ plan, price, amount: 1n });
  await expect(locked(subscriptionId, (tx, subscription) => addItem(tx, subscription, again, "operator"))).rejects.toThrow(/23505|Unique/);
});

test("the cycle goes on over a changed interval, so a coupon for one time is not given twice and no period is billed twice", async () => {
  stopClockAt(new Date("2026-05-31T12:00:00Z"));
  await endEarlierStories();
  const viewer = await aViewer();
  await aCoupon("HALF", { percentPpm: 500_000, duration: "ONCE" });
  const { subscriptionId } = await buy(viewer, (await aPlan({ amount: 1000n })).price, { couponCode: "HALF" });
  await at("2026-06-30");
  stopClockAt(new Date("2026-07-10T12:00:00Z"));
  const settings = await getSettings();
  await locked(subscriptionId, async (tx, subscription) => {
    const term = await changeInterval(tx, subscription, { unit: "YEAR", count: 1 }, "operator", settings.reminders);
    expect(term).toMatchObject({ cycle: 2, start: new Date("2026-07-10T12:00:00Z") });
    const billed = await tx.subscription.findUniqueOrThrow({ where: { id: subscriptionId }, include: { items: STANDING } });
    await billCycle(tx, { subscription: billed, payer: viewer, term }, settings);
  });
  await at("2026-07-10");
  await at("2027-07-12");
  const invoices = await db.invoice.findMany({ where: { subscriptionId }, orderBy: { cycle: "asc" } });
  expect(invoices.map(({ cycle, total, periodStart }) => [cycle, Number(total), periodStart?.toISOString().slice(0, 10)])).toEqual([
    [0, 500, "2026-05-31"],
    [1, 1000, "2026-06-30"],
    [2, 1000, "2026-07-10"],
    [3, 1000, "2027-07-10"],
  ]);
  expect((await chargesOf(subscriptionId)).map(([status]) => status)).toEqual(["SUCCEEDED", "SUCCEEDED", "SUCCEEDED", "SUCCEEDED"]);
  await expectBooksAgree();
});

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
