import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { expectBooksAgree } from "#tests/support/books.ts";
import { useDatabase } from "#tests/support/database.ts";
import { closeDispute, dispute, failRefund, refund } from "#tests/support/stripe-server/afterwards.ts";
import { stripeHouse, useStripe } from "./stripe-house.ts";

useDatabase();
const stripe = useStripe();
const OLGA = { kind: "OPERATOR" as const, name: "Olga" };
type Gives = ReturnType<typeof stripe>["world"]["gives"];
const asAsked: Gives = (asked) => asked;

beforeAll(() => stripeHouse(stripe()));
afterEach(async () => {
  stripe().world.gives = asAsked;
  await expectBooksAgree();
});

async function paid() {
  const house = await stripeHouse(stripe());
  const { reconcilePayments } = await import("#lib/billing/asking/reconcile-payments.ts");
  const { db } = house;
  const bought = await house.pay();
  await house.confirmReturn({ orderId: bought.orderId });
  const { id } = await bought.charge();
  const { world } = stripe();
  const since = world.events.length;
  return {
    ...house,
    ...bought,
    id,
    world,
    give: (amount: bigint) => house.refundPayment({ transactionId: id, amount, reason: "Sorry" }, OLGA),
    refunds: () => db.transaction.findMany({ where: { refundOfId: id }, orderBy: { number: "asc" } }),
    journals: () => db.ledgerJournal.count({ where: { transaction: { OR: [{ id }, { refundOfId: id }] } } }),
    madeThere: () => world.list("refund").find(({ payment_intent }) => payment_intent === bought.intent.id)!,
    /** What people are shown. */
    differences: () =>
      db.gatewayDifference.findMany({ where: { transaction: { OR: [{ id }, { refundOfId: id }] } }, orderBy: { foundAt: "asc" } }),
    tell: async () => {
      const told = world.events.slice(since);
      for (const event of told) expect(await house.deliver(stripe().webhook(event))).toBe(200);
      return db.inboundEvent.count({ where: { externalId: { in: told.map((event) => String(event.id)) }, handledAt: null } });
    },
    reconcile: async () => {
      await db.transaction.updateMany({ where: { refundOfId: id, settledAt: null }, data: { reconcileAt: new Date(0) } });
      await reconcilePayments(100, "stripe");
    },
  };
}

const OTHER: [string, Gives][] = [
  ["less", ({ currency }) => ({ amount: 599, currency })],
  ["more", ({ currency }) => ({ amount: 700, currency })],
  ["more than was paid", ({ currency }) => ({ amount: 60_000, currency })],
  ["nothing", ({ currency }) => ({ amount: 0, currency })],
  ["as many of another currency", () => ({ amount: 600, currency: "usd" })],
];

describe("a refund of ours", () => {
  it.each(OTHER)(
    "of which Stripe answers that it gave back %s stays without an outcome, whoever asks, and is shown once",
    async (_, gives) => {
      const { give, refunds, charge, journals, differences, tell, reconcile, world, madeThere } = await paid();
      const before = await journals();
      world.gives = gives;
      await give(600n);
      await tell();
      await reconcile();
      expect(await refunds()).toMatchObject([{ status: "UNKNOWN", amount: 600n, failureReason: "amount_mismatch" }]);
      expect(await charge()).toMatchObject({ refunded: 600n });
      expect(await journals()).toBe(before);
      const refunded = madeThere();
      const told = { subject: refunded.id, kind: "OTHER_AMOUNT", theirs: BigInt(Number(refunded.amount)), ours: 600n, decision: null };
      const isEuro = refunded.currency === "eur";
      expect(await differences()).toMatchObject([
        { ...told, currency: isEuro ? "EUR" : "USD", ourCurrency: isEuro ? null : "EUR", transactionId: (await refunds())[0].id },
      ]);
    },
  );

  it("of which Stripe says later what was asked for is settled, and no longer shown", async () => {
    const { give, refunds, differences, tell, world, madeThere } = await paid();
    world.gives = ({ currency }) => ({ amount: 6, currency });
    await give(600n);
    madeThere().amount = 600;
    await tell();
    expect(await refunds()).toMatchObject([{ status: "SUCCEEDED", amount: 600n }]);
    expect(await differences()).toMatchObject([{ kind: "OTHER_AMOUNT", decision: "GONE" }]);
  });

  it("that went through stays as it was counted when Stripe reports another amount later", async () => {
    const { give, refunds, charge, journals, differences, tell, madeThere } = await paid();
    await give(600n);
    const before = await journals();
    madeThere().amount = 900;
    expect(await tell()).toBe(0);
    expect(await refunds()).toMatchObject([{ status: "SUCCEEDED", amount: 600n }]);
    expect(await charge()).toMatchObject({ refunded: 600n });
    expect(await journals()).toBe(before);
    expect(await differences()).toMatchObject([{ kind: "OTHER_AMOUNT", theirs: 900n, ours: 600n }]);
  });
});

describe("a refund made at Stripe", () => {
  const TOO_LARGE = [
    ["more than was paid", { amount: 5_000 }],
    ["another currency", { currency: "usd" }],
    ["nothing", { amount: 0 }],
  ] as const;

  it.each(TOO_LARGE)("of %s is in no book and shown once; the others are recorded, and nothing waits to be handled", async (_, fields) => {
    const { intent, refunds, charge, differences, tell, world } = await paid();
    const odd = Object.assign(refund(world, intent, 100), fields);
    refund(world, intent, 250);
    expect(await tell()).toBe(0);
    expect(await tell()).toBe(0);
    expect(await refunds()).toMatchObject([{ status: "SUCCEEDED", amount: 250n }]);
    expect(await charge()).toMatchObject({ refunded: 250n });
    expect(await differences()).toMatchObject([
      { kind: "REFUND_TOO_LARGE", subject: odd.id, theirs: BigInt(Number(odd.amount)), ours: 1000n, decision: null },
    ]);
  });

  it("of more than is left refuses none that we have asked for, and counts once it fits", async () => {
    const { gateway } = await import("#lib/payments/registry.ts");
    const { intent, give, refunds, differences, tell, world } = await paid();
    vi.spyOn(gateway("stripe")!, "refund").mockResolvedValueOnce({ status: "unknown", reason: "no answer" });
    await give(300n);
    const odd = Object.assign(refund(world, intent, 100), { amount: 5_000 });
    expect(await tell()).toBe(0);
    expect(await refunds()).toMatchObject([{ status: "UNKNOWN", amount: 300n }]);
    odd.amount = 500;
    world.emit("charge.refunded", world.get(intent.latest_charge));
    expect(await tell()).toBe(0);
    expect(await refunds()).toMatchObject([
      { status: "UNKNOWN", amount: 300n },
      { status: "SUCCEEDED", amount: 500n },
    ]);
    expect(await differences()).toMatchObject([{ kind: "REFUND_TOO_LARGE", subject: odd.id, decision: "GONE" }]);
  });

  it("that failed is no longer shown", async () => {
    const { intent, refunds, differences, tell, world } = await paid();
    refund(world, intent, 50);
    const odd = Object.assign(refund(world, intent, 100, { status: "pending" }), { currency: "usd" });
    await tell();
    failRefund(world, odd);
    expect(await tell()).toBe(0);
    expect(await refunds()).toMatchObject([{ amount: 50n }]);
    expect(await differences()).toMatchObject([{ kind: "REFUND_TOO_LARGE", decision: "GONE" }]);
  });
});

describe("a dispute", () => {
  it.each([
    ["more than was paid", { amount: 4_000 }, { currency: "EUR", theirs: 4_000n, ourCurrency: null }],
    ["another currency", { currency: "usd" }, { currency: "USD", theirs: 1_000n, ourCurrency: "EUR" }],
  ])("for %s is recorded as Stripe tells it, stops the renewal, and is shown once", async (_, fields, shown) => {
    const { db, intent, id, charge, differences, tell, world } = await paid();
    const odd = Object.assign(dispute(world, intent), fields);
    if (odd.currency !== "eur") for (const move of odd.balance_transactions as { currency: string }[]) move.currency = "usd";
    expect(await tell()).toBe(0);
    await tell();
    expect(await db.dispute.findMany({ where: { transactionId: id } })).toMatchObject([
      { status: "OPEN", amount: shown.theirs, currency: shown.currency, taken: 1_000n },
    ]);
    const { subscriptionId } = await charge();
    expect(await db.subscription.findUnique({ where: { id: subscriptionId! } })).toMatchObject({ cancelAtPeriodEnd: true });
    expect(await differences()).toMatchObject([{ kind: "DISPUTE_TOO_LARGE", subject: odd.id, ours: 1_000n, ...shown, decision: null }]);
  });

  it("whose currency changes keeps its money as it was, and is decided all the same", async () => {
    const { db, intent, id, differences, tell, world } = await paid();
    const opened = dispute(world, intent);
    await tell();
    expect(await differences()).toEqual([]);
    Object.assign(opened, { currency: "usd", amount: 700 });
    closeDispute(world, opened, "lost");
    expect(await tell()).toBe(0);
    expect(await db.dispute.findMany({ where: { transactionId: id } })).toMatchObject([
      { status: "LOST", amount: 1_000n, currency: "EUR", taken: 1_000n },
    ]);
    expect(await differences()).toMatchObject([
      { kind: "DISPUTE_TOO_LARGE", theirs: 700n, currency: "USD", ours: 1_000n, ourCurrency: "EUR" },
    ]);
  });

  it("for a part is nothing to show", async () => {
    const { intent, differences, tell, world } = await paid();
    dispute(world, intent, 400);
    await tell();
    expect(await differences()).toEqual([]);
  });
});

it("a payment that went through stays as it was counted when Stripe says another amount later, and is shown once", async () => {
  const { intent, charge, differences, deliver, world } = await paid();
  Object.assign(intent, { amount_received: 9_000 });
  world.emit("payment_intent.succeeded", intent);
  await deliver(stripe().webhook(world.events.at(-1)!));
  expect(await charge()).toMatchObject({ status: "SUCCEEDED", amount: 1_000n });
  expect(await differences()).toMatchObject([{ kind: "OTHER_AMOUNT", subject: intent.id, theirs: 9_000n, ours: 1_000n }]);
});
