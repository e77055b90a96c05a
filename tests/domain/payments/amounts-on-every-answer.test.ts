import { afterEach, beforeAll, expect, it } from "vitest";
import { expectBooksAgree } from "#tests/support/books.ts";
import { useDatabase } from "#tests/support/database.ts";
import { stripeHouse, useStripe } from "./stripe-house.ts";

useDatabase();
const stripe = useStripe();
type House = Awaited<ReturnType<typeof stripeHouse>>;
type Ordered = Awaited<ReturnType<House["order"]>>;

const OTHER = [
  ["less", { amount: 999, currency: "eur" }],
  ["a hundredth", { amount: 10, currency: "eur" }],
  ["more", { amount: 100_000, currency: "eur" }],
  ["nothing", { amount: 0, currency: "eur" }],
  ["as many of another currency", { amount: 1000, currency: "jpy" }],
  ["as many of a dearer currency", { amount: 1000, currency: "usd" }],
] as const;

/** Who asks what became of a payment. */
const WAYS: Record<string, (house: House, ordered: Ordered) => Promise<unknown>> = {
  return: ({ confirmReturn }, { orderId }) => confirmReturn({ orderId }),
  webhook: async ({ deliver }) => {
    for (const event of stripe().world.events) await deliver(stripe().webhook(event));
  },
  reconcile: async ({ db }, { orderId }) => {
    const { reconcilePayments } = await import("#lib/billing/asking/reconcile-payments.ts");
    await db.transaction.updateMany({ where: { orderId }, data: { reconcileAt: new Date(0) } });
    await reconcilePayments(100);
  },
  sweep: async ({ db }) => {
    const { sweepGateway } = await import("#lib/payments/sweep-gateway.ts");
    const { reconcilePayments } = await import("#lib/billing/asking/reconcile-payments.ts");
    const { runClock } = await import("#lib/kernel/clock.ts");
    await db.gatewaySweep.updateMany({ data: { dueAt: new Date() } });
    runClock(2_000);
    await sweepGateway(50, "stripe");
    await reconcilePayments(100, "stripe");
    runClock();
  },
};

const asAsked: ReturnType<typeof stripe>["world"]["takes"] = ({ amount, currency }) => ({
  amount: Number(amount),
  currency: String(currency),
});
beforeAll(() => stripeHouse(stripe()));
afterEach(async () => {
  stripe().world.takes = asAsked;
  await expectBooksAgree();
});

for (const [way, ask] of Object.entries(WAYS)) {
  it.each(OTHER)(`${way}: Stripe says that it took %s, and nothing is paid or delivered`, async (_, taken) => {
    const house = await stripeHouse(stripe());
    const ordered = await house.order({ amount: 1000n });
    stripe().world.takes = () => taken;
    stripe().world.pay(ordered.session, "4242424242424242");
    await ask(house, ordered);
    expect(await ordered.charge()).toMatchObject({ status: "UNKNOWN", failureReason: "amount_mismatch", amount: 1000n, currency: "EUR" });
    expect(await house.db.order.findUnique({ where: { id: ordered.orderId }, include: { subscription: true } })).toMatchObject({
      status: "OPEN",
      subscription: { status: "INCOMPLETE" },
    });
    expect(await house.db.ledgerJournal.count({ where: { transactionId: (await ordered.charge()).id } })).toBe(0);
    await WAYS.return(house, ordered);
    expect(await ordered.charge()).toMatchObject({ status: "UNKNOWN", failureReason: "amount_mismatch" });
  });
}

it.each(OTHER)("a renewal: Stripe says that it took %s, and the period stays unpaid", async (_, taken) => {
  const house = await stripeHouse(stripe());
  const { orderId, customer, session } = await house.order({ amount: 1000n });
  stripe().world.pay(session, "4242424242424242");
  await house.confirmReturn({ orderId });
  stripe().world.takes = () => taken;
  await house.chargeRenewals();
  const renewal = await house.db.transaction.findFirstOrThrow({
    where: { customerId: customer.id, orderId: null },
    include: { invoice: true },
  });
  expect(renewal).toMatchObject({ status: "UNKNOWN", failureReason: "amount_mismatch", invoice: { status: "OPEN" } });
});
