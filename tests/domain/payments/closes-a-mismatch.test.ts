import { afterEach, expect, it } from "vitest";
import { expectBooksAgree } from "#tests/support/books.ts";
import { useDatabase } from "#tests/support/database.ts";
import { failRefund, refund } from "#tests/support/stripe-server/afterwards.ts";
import { stripeHouse, useStripe } from "./stripe-house.ts";

useDatabase();
const stripe = useStripe();
const OLGA = { kind: "OPERATOR" as const, name: "Olga" };
type House = Awaited<ReturnType<typeof stripeHouse>>;

const asAsked: ReturnType<typeof stripe>["world"]["takes"] = ({ amount, currency }) => ({
  amount: Number(amount),
  currency: String(currency),
});
afterEach(async () => {
  Object.assign(stripe().world, { takes: asAsked, gives: (asked: unknown) => asked });
  await expectBooksAgree();
});

/** What an operator says of the one open difference. */
async function decide({ db }: House) {
  const { decideDifference } = await import("#lib/billing/settling/decide-difference.ts");
  const [open, ...others] = await db.gatewayDifference.findMany({ where: { kind: "OTHER_AMOUNT", decidedAt: null } });
  expect(others).toEqual([]);
  await decideDifference({ differenceId: open!.id, decision: "EXPLAINED", note: "Given back in Stripe's dashboard." }, OLGA);
}

it("an order of which another amount was taken can be paid again once somebody has said what came of the money", async () => {
  const house = await stripeHouse(stripe());
  const ordered = await house.order({ amount: 1000n });
  stripe().world.takes = () => ({ amount: 999, currency: "eur" });
  stripe().world.pay(ordered.session, "4242424242424242");
  await house.confirmReturn({ orderId: ordered.orderId });
  const { id } = await ordered.charge();
  await decide(house);
  const closed = { status: "DECLINED", failureCode: "amount_mismatch", reconcileAt: null };
  expect(await ordered.charge()).toMatchObject(closed);
  await house.confirmReturn({ orderId: ordered.orderId });
  for (const event of stripe().world.events) await house.deliver(stripe().webhook(event));
  expect(await house.db.transaction.findUnique({ where: { id } })).toMatchObject(closed);
  expect(await house.db.gatewayDifference.count({ where: { transactionId: id, decidedAt: null } })).toBe(0);
});

it("a renewal of which another amount was taken becomes overdue, and is not charged again by itself", async () => {
  const house = await stripeHouse(stripe());
  const { orderId, customer, session } = await house.order({ amount: 1000n });
  stripe().world.pay(session, "4242424242424242");
  await house.confirmReturn({ orderId });
  stripe().world.takes = () => ({ amount: 999, currency: "eur" });
  await house.chargeRenewals();
  await decide(house);
  const renewals = () => house.db.transaction.findMany({ where: { customerId: customer.id, orderId: null }, include: { invoice: true } });
  expect(await renewals()).toMatchObject([
    { status: "DECLINED", failureCode: "amount_mismatch", invoice: { status: "OPEN", nextAttemptAt: null } },
  ]);
  expect(await house.db.subscription.findFirst({ where: { customerId: customer.id } })).toMatchObject({ status: "PAST_DUE" });
});

/** A payment of 10 euros of which a refund of 6 was answered with something else, and that somebody has closed. */
async function closedRefund(gives: ReturnType<typeof stripe>["world"]["gives"]) {
  const house = await stripeHouse(stripe());
  const { orderId, charge, intent } = await house.pay({ amount: 1000n });
  await house.confirmReturn({ orderId });
  const { id } = await charge();
  stripe().world.gives = gives;
  const give = (amount: bigint, to: "method" | "balance" = "method") =>
    house.refundPayment({ transactionId: id, amount, reason: "Sorry", to }, OLGA);
  await give(600n);
  expect(await charge()).toMatchObject({ refunded: 600n });
  await decide(house);
  const refunds = () => house.db.transaction.findMany({ where: { refundOfId: id }, orderBy: { number: "asc" } });
  const madeThere = () =>
    stripe()
      .world.list("refund")
      .find(({ payment_intent }) => payment_intent === intent.id)!;
  const tell = async () => {
    for (const event of stripe().world.events) expect(await house.deliver(stripe().webhook(event))).toBe(200);
    expect(await house.db.inboundEvent.count({ where: { handledAt: null } })).toBe(0);
    expect(await house.db.gatewayDifference.count({ where: { decidedAt: null } })).toBe(0);
  };
  return { ...house, intent, charge, give, refunds, madeThere, tell };
}

const DECLINED = { status: "DECLINED", amount: 600n, failureCode: "amount_mismatch", gatewayReference: null };

it.each([
  ["less", { amount: 599, currency: "eur" }, 599n],
  ["more", { amount: 700, currency: "eur" }, 700n],
  ["more than was paid", { amount: 60_000, currency: "eur" }, 1000n],
  ["another currency", { amount: 600, currency: "usd" }, 600n],
])(
  "a refund of which %s was given back is closed, and that is counted in its place, whoever tells of it again",
  async (_, gives, moved) => {
    const { charge, give, refunds, madeThere, tell, db } = await closedRefund(() => gives);
    const counted = { status: "SUCCEEDED", amount: moved, reason: "Sorry", gatewayReference: madeThere().id };
    const expectCounted = async () => {
      expect(await refunds()).toMatchObject([DECLINED, counted]);
      expect(await charge()).toMatchObject({ refunded: moved });
    };
    await expectCounted();
    const { invoiceId } = await charge();
    expect(await db.invoice.findMany({ where: { creditOfId: invoiceId } })).toMatchObject([{ total: moved }]);
    await tell();
    await expectCounted();
    await expect(give(1001n - moved, "balance")).rejects.toMatchObject({ code: "refund_too_large" });
  },
);

it("a refund of which nothing was given back frees its part of the payment", async () => {
  const { charge, refunds, tell } = await closedRefund(({ currency }) => ({ amount: 0, currency }));
  expect(await charge()).toMatchObject({ refunded: 0n });
  await tell();
  expect(await refunds()).toMatchObject([DECLINED]);
});

it("what was counted in place of a refund comes back like any other", async () => {
  const { charge, refunds, madeThere, tell } = await closedRefund(({ currency }) => ({ amount: 599, currency }));
  failRefund(stripe().world, madeThere());
  await tell();
  expect(await refunds()).toMatchObject([DECLINED, { amount: 599n, returnedAt: expect.any(Date) }]);
  expect(await charge()).toMatchObject({ refunded: 0n });
});

it("a refund made at Stripe that is more than was left counts as what was left, once somebody has said so", async () => {
  const house = await stripeHouse(stripe());
  const { orderId, charge, intent } = await house.pay({ amount: 1000n });
  await house.confirmReturn({ orderId });
  const since = stripe().world.events.length;
  Object.assign(refund(stripe().world, intent, 100), { amount: 5_000 });
  const tell = async () => {
    for (const event of stripe().world.events.slice(since)) await house.deliver(stripe().webhook(event));
  };
  await tell();
  expect(await charge()).toMatchObject({ refunded: 0n });
  const { decideDifference } = await import("#lib/billing/settling/decide-difference.ts");
  const [found] = await house.db.gatewayDifference.findMany({ where: { kind: "REFUND_TOO_LARGE", decidedAt: null } });
  await decideDifference({ differenceId: found!.id, decision: "EXPLAINED", note: "Typed wrongly in Stripe's dashboard." }, OLGA);
  await tell();
  expect(await charge()).toMatchObject({ refunded: 1000n });
  const transactionId = (await charge()).id;
  await expect(house.refundPayment({ transactionId, amount: 1n, reason: "Sorry", to: "balance" }, OLGA)).rejects.toMatchObject({
    code: "refund_too_large",
  });
});

it("a refund made at Stripe of what was given to the balance takes it off that, once somebody has said so", async () => {
  const house = await stripeHouse(stripe());
  const { orderId, charge, intent, customer } = await house.pay({ amount: 1000n });
  await house.confirmReturn({ orderId });
  const { id: transactionId } = await charge();
  await house.refundPayment({ transactionId, amount: 600n, reason: "Sorry", to: "balance" }, OLGA);
  const since = stripe().world.events.length;
  refund(stripe().world, intent, 1000);
  for (const event of stripe().world.events.slice(since)) await house.deliver(stripe().webhook(event));
  const balance = async () => (await house.db.balance.findFirstOrThrow({ where: { customerId: customer.id } })).amount;
  expect(await balance()).toBe(600n);
  const { decideDifference } = await import("#lib/billing/settling/decide-difference.ts");
  const [found] = await house.db.gatewayDifference.findMany({ where: { kind: "REFUND_TOO_LARGE", decidedAt: null } });
  await decideDifference({ differenceId: found!.id, decision: "EXPLAINED", note: "Given back twice." }, OLGA);
  expect(await balance()).toBe(0n);
  expect(await charge()).toMatchObject({ refunded: 1000n });
});
