import { afterEach, expect, it } from "vitest";
import { expectBooksAgree } from "#tests/support/books.ts";
import { useDatabase } from "#tests/support/database.ts";
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

it("a refund of which another amount was given back frees its part of the payment", async () => {
  const house = await stripeHouse(stripe());
  const { orderId, charge } = await house.pay({ amount: 1000n });
  await house.confirmReturn({ orderId });
  const { id } = await charge();
  stripe().world.gives = ({ currency }) => ({ amount: 599, currency });
  await house.refundPayment({ transactionId: id, amount: 600n, reason: "Sorry" }, OLGA);
  expect(await charge()).toMatchObject({ refunded: 600n });
  await decide(house);
  const refunds = () => house.db.transaction.findMany({ where: { refundOfId: id } });
  expect(await refunds()).toMatchObject([{ status: "DECLINED", failureCode: "amount_mismatch" }]);
  expect(await charge()).toMatchObject({ refunded: 0n });
  for (const event of stripe().world.events) await house.deliver(stripe().webhook(event));
  expect(await refunds()).toMatchObject([{ status: "DECLINED", failureCode: "amount_mismatch" }]);
});
