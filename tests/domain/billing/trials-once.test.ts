import { expect, test } from "vitest";
import { confirmReturn } from "#lib/billing/asking/confirm-return.ts";
import { quoteOrder } from "#lib/billing/buying/quote-order.ts";
import { db } from "#lib/db/client.ts";
import type { Price } from "#lib/db/generated/client.ts";
import { newId } from "#lib/kernel/ids.ts";
import { expectBooksAgree } from "#tests/support/books.ts";
import { useDatabase } from "#tests/support/database.ts";
import { aPlan, aViewer, buy, CARDS, changePlanTo, order, payAtSandbox } from "#tests/support/shop.ts";

useDatabase();

/** Whether a viewer is offered the free trial of a price. */
async function isOffered(price: Price, customer: { id: string }): Promise<boolean> {
  const { trial } = await quoteOrder({ priceId: price.id, currency: "EUR", country: "DE", customerId: customer.id });
  return trial !== null;
}

test.each([
  ["another note after the plus", "vera+1@web.example", "vera+2@web.example", false],
  ["the note left out", "nora+tv@web.example", "nora@web.example", false],
  ["dots, where the provider leaves them out", "j.doe@gmail.com", "jdoe+x@googlemail.com", false],
  ["dots, where they are another mailbox", "j.doe@web.example", "jdoe@web.example", true],
  ["another provider", "same@one.example", "same@two.example", true],
])("a trial is known again by its mailbox: %s", async (_what, first, second, offered) => {
  const { price } = await aPlan({ trialDays: 14 });
  await buy(await aViewer({ email: first }), price);
  expect(await isOffered(price, await aViewer({ email: second }))).toBe(offered);
});

test("a trial is known again by the phone number, and given to whoever has none", async () => {
  const { price } = await aPlan({ trialDays: 14 });
  const phone = "+4915100000001";
  await buy(await aViewer({ phone }), price);
  await buy(await aViewer(), price);
  expect(await isOffered(price, await aViewer({ phone }))).toBe(false);
  expect(await isOffered(price, await aViewer({ phone: "+4915100000002" }))).toBe(true);
  expect(await isOffered(price, await aViewer())).toBe(true);
});

test("a phone number is known again after it was taken out of the profile, whoever had it", async () => {
  const { price } = await aPlan({ trialDays: 14 });
  const phone = "+4915100000003";
  const first = await aViewer({ phone });
  await buy(first, price);
  await db.customer.update({ where: { id: first.id }, data: { phone: null } });
  const second = await aViewer({ phone });
  expect(await isOffered(price, second)).toBe(false);
  await order(second, price);
  await db.customer.update({ where: { id: second.id }, data: { phone: "+4915100000004" } });
  expect(await isOffered(price, second)).toBe(false);
});

test("a trial is known again after its plan was changed to another", async () => {
  const { price } = await aPlan({ trialDays: 14 });
  const viewer = await aViewer();
  const { subscriptionId } = await buy(viewer, price);
  await changePlanTo(subscriptionId, (await aPlan({ amount: 2000n })).price);
  expect(await isOffered(price, viewer)).toBe(false);
});

test("a card that is known before the order is no second trial; another plan's trial is its own", async () => {
  const [{ price }, other] = [await aPlan({ trialDays: 14 }), await aPlan({ trialDays: 14 })];
  await buy(await aViewer(), price, { card: CARDS.same });
  const viewer = await aViewer();
  await buy(viewer, other.price, { card: CARDS.same });
  expect(await isOffered(price, viewer)).toBe(false);
});

test("a card that is known again only on the payment page begins no second trial, takes no money, and the next order has none", async () => {
  const { price } = await aPlan({ trialDays: 14 });
  await buy(await aViewer(), price, { card: CARDS.same });
  const viewer = await aViewer();
  const { orderId } = await order(viewer, price);
  await payAtSandbox(orderId, CARDS.same);
  expect(await confirmReturn({ orderId })).toMatchObject({ status: "declined", failure: { code: "trial_used" } });
  expect(await db.subscription.findMany({ where: { customerId: viewer.id } })).toMatchObject([{ status: "EXPIRED", activatedAt: null }]);
  expect(await db.order.findUniqueOrThrow({ where: { id: orderId } })).toMatchObject({ status: "ABANDONED" });
  expect(await isOffered(price, viewer)).toBe(false);
  expect((await buy(viewer, price, { card: CARDS.same })).status).toBe("paid");
  await expectBooksAgree();
});

test("two accounts at once with one card get one trial", async () => {
  const { plan, price } = await aPlan({ trialDays: 14 });
  const orders = [await order(await aViewer(), price), await order(await aViewer(), price)];
  for (const { orderId } of orders) await payAtSandbox(orderId, CARDS.same);
  const outcomes = await Promise.all(orders.map(({ orderId }) => confirmReturn({ orderId })));
  expect(outcomes.map((outcome) => outcome?.status).sort()).toEqual(["declined", "paid"]);
  expect(await db.subscription.count({ where: { planId: plan.id, status: "TRIALING" } })).toBe(1);
});

test("a paid trial that was had before is given back", async () => {
  const { price } = await aPlan({ trialDays: 14, setupFee: 500n });
  await buy(await aViewer(), price, { card: CARDS.same });
  const viewer = await aViewer({ email: `late-${newId()}@example.com` });
  const { orderId } = await order(viewer, price);
  await payAtSandbox(orderId, CARDS.same);
  await confirmReturn({ orderId });
  expect(await db.transaction.findFirst({ where: { orderId, kind: "REFUND" } })).toMatchObject({ amount: 500n, reason: "trial_used" });
  expect(await db.subscription.count({ where: { customerId: viewer.id, activatedAt: { not: null } } })).toBe(0);
  await expectBooksAgree();
});
