import { beforeEach, expect, it } from "vitest";
import { stripeHouse, useStripe } from "#tests/domain/payments/stripe-house.ts";
import { useDatabase } from "#tests/support/database.ts";

useDatabase();
const stripe = useStripe();
const SHORT = "4000000000009995";
const LOST = "4000000000009987";
const IP = "192.0.2.44";

beforeEach(async () => {
  const { db } = await stripeHouse(stripe());
  await db.paymentTry.deleteMany();
});

/** A viewer at Stripe's page. `type` is what they type there, and Stripe tells us of. */
async function atThePage(options: { trialDays?: number } = {}) {
  const house = await stripeHouse(stripe());
  const ordered = await house.order(options, IP);
  const type = async (card: string) => {
    const before = stripe().world.events.length;
    stripe().world.pay(ordered.session, card);
    for (const event of stripe().world.events.slice(before)) await house.deliver(stripe().webhook(event));
  };
  const declines = async (key: string) => (await house.db.paymentTry.findUnique({ where: { key } }))?.declines ?? 0;
  return { ...house, ...ordered, type, ofAccount: () => declines(`account:${ordered.customer.id}`), declines };
}

it.each([{}, { trialDays: 7 }])(
  "counts each card that is declined on a page that stays open, once, with the card itself: %j",
  async (options) => {
    const { type, ofAccount, declines, confirmReturn, orderId } = await atThePage(options);
    await type(SHORT);
    expect(await ofAccount()).toBe(1);
    for (const event of stripe().world.events) await (await stripeHouse(stripe())).deliver(stripe().webhook(event));
    for (const _ of [1, 2]) expect(await confirmReturn({ orderId })).toMatchObject({ status: "needs_action" });
    expect(await ofAccount()).toBe(1);
    await type(SHORT);
    await type(LOST);
    expect([await ofAccount(), await declines(`card:fp_${SHORT}`), await declines(`card:fp_${LOST}`)]).toEqual([3, 2, 1]);
    await type("4242424242424242");
    expect(await confirmReturn({ orderId })).toMatchObject({ status: "paid" });
    expect(await ofAccount()).toBe(3);
  },
);

it("is checked with its next order, and not before, who had five declined on one page", async () => {
  const { type, customer } = await atThePage();
  const { countTry } = await import("#lib/abuse/count-try.ts");
  const next = () => countTry({ customerId: customer.id, ip: "203.0.113.44" });
  for (let card = 0; card < 4; card += 1) await type(SHORT);
  expect(await next()).toMatchObject({ kind: "free" });
  await type(SHORT);
  expect(await next()).toMatchObject({ kind: "checked" });
});

it("closes a page on which as many were declined as an account may try in an hour; the order waits for another try", async () => {
  const { type, charge, session, db, orderId } = await atThePage();
  const { reconcilePayments } = await import("#lib/billing/asking/reconcile-payments.ts");
  for (let card = 0; card < 19; card += 1) await type(SHORT);
  expect(await charge()).toMatchObject({ status: "NEEDS_ACTION" });
  await type(SHORT);
  expect(await charge()).toMatchObject({ status: "CANCELED", failureReason: "too_many_declines", actionUrl: null });
  await reconcilePayments();
  expect(stripe().world.get(session)).toMatchObject({ status: "expired" });
  expect(await db.order.findUnique({ where: { id: orderId } })).toMatchObject({ status: "OPEN" });
});

it("closes it, too, where no event tells of the last of them, and the worker finds it", async () => {
  const { type, charge, session, db } = await atThePage();
  const { reconcilePayments } = await import("#lib/billing/asking/reconcile-payments.ts");
  for (let card = 0; card < 19; card += 1) await type(SHORT);
  stripe().world.pay(session, SHORT);
  await db.transaction.update({ where: { id: (await charge()).id }, data: { reconcileAt: new Date(0) } });
  await reconcilePayments();
  expect(await charge()).toMatchObject({ status: "CANCELED", failureReason: "too_many_declines" });
  await reconcilePayments();
  expect(stripe().world.get(session)).toMatchObject({ status: "expired" });
  expect(await charge()).toMatchObject({ status: "CANCELED", reconcileAt: null });
});
