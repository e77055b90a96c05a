import { beforeEach, describe, expect, it, vi } from "vitest";
import { expectBooksAgree } from "#tests/support/books.ts";
import { useDatabase } from "#tests/support/database.ts";
import { closeDispute, dispute, failRefund, refund } from "#tests/support/stripe-server/afterwards.ts";
import type { Payload } from "#tests/support/stripe-server/payloads.ts";
import { stripeHouse, useStripe } from "./stripe-house.ts";

useDatabase();
const stripe = useStripe();
let before = 0;
beforeEach(() => {
  before = stripe().world.events.length;
});

/** The events of this test, as Stripe delivers them. */
const events = () => stripe().world.events.slice(before);

/** Delivers the events in another order each time, all of them twice. */
async function deliverShuffled(deliver: (raw: ReturnType<ReturnType<typeof stripe>["webhook"]>) => Promise<unknown>, seed: number) {
  const all = [...events(), ...events()];
  const order = all.map((event, index) => ({ event, place: ((index + 1) * (seed * 2 + 1) * 7919) % 104_729 }));
  for (const { event } of order.sort((one, other) => one.place - other.place)) await deliver(stripe().webhook(event));
}

async function story(options: Parameters<typeof import("#tests/support/shop.ts").aPlan>[0] = {}) {
  const house = await stripeHouse(stripe());
  const paid = await house.pay(options);
  const { world } = stripe();
  const refunds = async () =>
    house.db.transaction.findMany({ where: { refundOfId: (await paid.charge()).id }, orderBy: { number: "asc" } });
  const notes = async () => house.db.invoice.findMany({ where: { creditOfId: (await paid.charge()).invoiceId } });
  const subscription = async () => house.db.subscription.findUniqueOrThrow({ where: { id: (await paid.charge()).subscriptionId! } });
  const ledger = async (account: string) => {
    const ids = [(await paid.charge()).id, ...(await refunds()).map(({ id }) => id)];
    const rows = await house.db.ledgerEntry.findMany({ where: { account, journal: { transactionId: { in: ids } } } });
    return rows.reduce((sum, { amount }) => sum + amount, 0n);
  };
  return { ...house, ...paid, world, refunds, notes, subscription, ledger };
}

const seeds = Array.from({ length: 6 }, (_, seed) => seed);

describe("a refund made in Stripe's dashboard", () => {
  it.each(seeds)("is a refund of ours, once, with its credit note and message (order %i)", async (seed) => {
    const { db, intent, world, deliver, charge, refunds, notes, customer } = await story();
    refund(world, intent, 300);
    refund(world, intent, 700);
    await deliverShuffled(deliver, seed);
    const { id, name, email, planName, brand } = await charge();
    expect(await charge()).toMatchObject({ status: "SUCCEEDED", refunded: 1000n });
    const made = await refunds();
    expect(made.map(({ amount }) => amount).sort()).toEqual([300n, 700n]);
    for (const row of made) expect(row).toMatchObject({ status: "SUCCEEDED", name, email, planName, brand, reconcileAt: null });
    expect((await notes()).reduce((sum, { total }) => sum + total, 0n)).toBe(1000n);
    expect(await db.domainEvent.findFirst({ where: { transactionId: made[0].id } })).toMatchObject({ source: "webhook" });
    expect(await db.message.count({ where: { customerId: customer.id, templateKey: "refunded" } })).toBe(2);
    expect(await db.auditEntry.findMany({ where: { subjectId: id, action: "transaction.refunded" } })).toHaveLength(2);
    await expectBooksAgree();
  });

  it("stands beside one that was made here", async () => {
    const { intent, world, deliver, charge, refunds, refundPayment, confirmReturn, orderId } = await story();
    await confirmReturn({ orderId });
    await refundPayment({ transactionId: (await charge()).id, amount: 250n, reason: "Too slow" }, { kind: "OPERATOR", name: "Olga" });
    refund(world, intent, 250);
    await deliverShuffled(deliver, 3);
    expect((await refunds()).map(({ amount, reason }) => [amount, reason])).toEqual([
      [250n, "Too slow"],
      [250n, null],
    ]);
    expect(await charge()).toMatchObject({ refunded: 500n });
    await expectBooksAgree();
  });

  it("is one row also when its events are handled at the same moment", async () => {
    const { intent, world, deliver, refunds } = await story();
    refund(world, intent, 300);
    await Promise.all([...events(), ...events()].map((event) => deliver(stripe().webhook(event))));
    await deliver(stripe().webhook(events().at(-1)!));
    expect(await refunds()).toHaveLength(1);
    await expectBooksAgree();
  });

  it("waits while it is on its way, and frees its part when it fails", async () => {
    const { intent, world, deliver, charge, refunds, notes } = await story();
    const made = refund(world, intent, 400, { status: "pending" });
    for (const event of events()) await deliver(stripe().webhook(event));
    expect(await refunds()).toMatchObject([{ status: "PENDING", amount: 400n }]);
    expect(await charge()).toMatchObject({ refunded: 400n });
    failRefund(world, made);
    for (const event of events()) await deliver(stripe().webhook(event));
    expect(await refunds()).toMatchObject([{ status: "DECLINED", failureCode: "lost_or_stolen_card" }]);
    expect(await charge()).toMatchObject({ refunded: 0n });
    expect(await notes()).toEqual([]);
    await expectBooksAgree();
  });
});

describe("a refund that had gone through and comes back", () => {
  it.each([true, false])(
    "is told on its timeline and in the ledger, and is given back anew without another credit note; ours: %s",
    async (ours) => {
      const { db, intent, world, deliver, charge, refunds, notes, refundPayment, confirmReturn, orderId, ledger } = await story();
      await confirmReturn({ orderId });
      const operator = { kind: "OPERATOR" as const, name: "Olga" };
      const { id, fee } = await charge();
      if (ours) await refundPayment({ transactionId: id, amount: 600n, reason: "Sorry" }, operator);
      else refund(world, intent, 600);
      for (const event of events()) await deliver(stripe().webhook(event));
      expect(await refunds()).toMatchObject([{ status: "SUCCEEDED", returnedAt: null }]);
      failRefund(world, world.list("refund").find(({ payment_intent }) => payment_intent === intent.id)!);
      for (const event of [...events(), ...events()]) await deliver(stripe().webhook(event));

      const [returned] = await refunds();
      expect(returned).toMatchObject({ status: "SUCCEEDED", returnedAt: expect.any(Date), failureCode: "lost_or_stolen_card" });
      const timeline = await db.domainEvent.findMany({ where: { transactionId: returned.id, detail: "refund_returned" } });
      expect(timeline).toHaveLength(1);
      expect(await charge()).toMatchObject({ refunded: 0n });
      expect(await ledger("cash:stripe")).toBe(1000n - fee!);
      await expectBooksAgree();

      await refundPayment({ transactionId: id, amount: 1000n, reason: "Another card" }, operator);
      expect((await notes()).map(({ total }) => total).sort()).toEqual([400n, 600n]);
      expect(await charge()).toMatchObject({ refunded: 1000n });
      expect(await ledger("cash:stripe")).toBe(-fee!);
      await expectBooksAgree();
    },
  );
});

describe("a dispute", () => {
  const undisputed = (payload: Payload) => payload.type !== "charge.dispute.closed";

  it.each(seeds)("takes the money and its fee once, and stops the renewal (order %i)", async (seed) => {
    const { db, intent, world, deliver, charge, subscription, ledger } = await story();
    dispute(world, intent);
    expect(events().every(undisputed)).toBe(true);
    await deliverShuffled(deliver, seed);
    const { id, fee } = await charge();
    expect(await db.dispute.findMany({ where: { transactionId: id } })).toMatchObject([
      { status: "OPEN", amount: 1000n, taken: 1000n, fee: 2000n, reason: "fraudulent" },
    ]);
    expect(await ledger("disputes")).toBe(1000n);
    expect(await ledger("cash:stripe")).toBe(-2000n - fee!);
    expect(await subscription()).toMatchObject({ status: "ACTIVE", cancelAtPeriodEnd: true, cancelReason: "disputed" });
    const timeline = await db.domainEvent.findMany({ where: { transactionId: id, detail: { startsWith: "dispute_" } } });
    expect(timeline.map(({ detail }) => detail)).toEqual(["dispute_open"]);
    await expectBooksAgree();
  });

  it.each(seeds)("that is won gives the money back, and nobody renews without being asked (order %i)", async (seed) => {
    const { db, intent, world, deliver, charge, subscription, ledger } = await story();
    const opened = dispute(world, intent, 400);
    if (seed % 2) await deliverShuffled(deliver, seed);
    closeDispute(world, opened, "won");
    await deliverShuffled(deliver, seed);
    const { id, fee } = await charge();
    expect(await db.dispute.findMany({ where: { transactionId: id } })).toMatchObject([{ status: "WON", taken: 0n, fee: 0n }]);
    expect(await ledger("disputes")).toBe(0n);
    expect(await ledger("cash:stripe")).toBe(1000n - fee!);
    expect(await subscription()).toMatchObject({ status: "ACTIVE", cancelAtPeriodEnd: seed % 2 === 1 });
    await expectBooksAgree();
  });

  it.each(seeds)("that is lost ends what it paid for (order %i)", async (seed) => {
    const { db, intent, world, deliver, charge, subscription, ledger, customer } = await story();
    const opened = dispute(world, intent);
    if (seed % 2) await deliverShuffled(deliver, seed);
    closeDispute(world, opened, "lost");
    await deliverShuffled(deliver, seed);
    expect(await db.dispute.findMany({ where: { transactionId: (await charge()).id } })).toMatchObject([{ status: "LOST", taken: 1000n }]);
    expect(await ledger("disputes")).toBe(1000n);
    expect(await subscription()).toMatchObject({ status: "CANCELED" });
    expect(await db.message.count({ where: { customerId: customer.id, templateKey: "canceled", kind: "EMAIL" } })).toBe(seed % 2 ? 2 : 1);
    await expectBooksAgree();
  });

  it.each([
    ["of one term", { kind: "TRIAL" as const }],
    ["whose term waits for the first login", { startsAtFirstLogin: true }],
  ])("that is lost ends a plan %s too", async (_which, options) => {
    const { intent, world, deliver, subscription } = await story(options);
    const opened = dispute(world, intent);
    for (const event of events()) await deliver(stripe().webhook(event));
    expect(await subscription()).toMatchObject({ status: "ACTIVE", cancelAtPeriodEnd: true });
    closeDispute(world, opened, "lost");
    for (const event of events()) await deliver(stripe().webhook(event));
    expect(await subscription()).toMatchObject({ status: "CANCELED", endedAt: expect.any(Date) });
  });

  it("ends nothing again that an operator let go on", async () => {
    const { undoCancel } = await import("#lib/billing/ending/cancel-plan.ts");
    const { intent, world, deliver, subscription } = await story();
    dispute(world, intent);
    for (const event of events()) await deliver(stripe().webhook(event));
    await undoCancel({ subscriptionId: (await subscription()).id }, { kind: "OPERATOR", name: "Olga" });
    for (const event of events()) await deliver({ ...stripe().webhook({ ...event, id: `${event.id}_again` }) });
    expect(await subscription()).toMatchObject({ cancelAtPeriodEnd: false });
  });
});

it("keeps the event when Stripe does not say what was refunded, and handles it when asked again", async () => {
  const { replayEvent } = await import("#lib/billing/asking/replay-event.ts");
  const { db, intent, world, deliver, refunds, confirmReturn, orderId } = await story();
  await confirmReturn({ orderId });
  refund(world, intent, 300);
  const event = events().at(-1)!;
  const silent = vi.spyOn(world, "list").mockImplementation(() => {
    throw new Error("No answer");
  });
  await deliver(stripe().webhook(event));
  silent.mockRestore();
  const stored = () => db.inboundEvent.findFirstOrThrow({ where: { externalId: event.id } });
  expect(await stored()).toMatchObject({ type: "charge.refunded", handledAt: null, error: expect.any(String) });
  expect(await refunds()).toEqual([]);
  expect(await replayEvent({ id: (await stored()).id }, { kind: "OPERATOR", name: "Olga" })).toBe(true);
  expect(await refunds()).toHaveLength(1);
});

it("asks again when its answer was overtaken by another while it was on its way", async () => {
  const { gateway } = await import("#lib/payments/registry.ts");
  const { followUp } = await import("#lib/billing/settling/record-adjustments.ts");
  const { intent, world, charge, refunds, confirmReturn, orderId } = await story();
  await confirmReturn({ orderId });
  const look = async () => followUp(await charge(), { status: "succeeded", adjusted: true }, "webhook");
  const plugin = gateway("stripe")!;
  const made = refund(world, intent, 300);
  const old = await plugin.adjustments!(intent.id);
  vi.spyOn(plugin, "adjustments").mockImplementationOnce(async () => {
    failRefund(world, made);
    await look();
    return old;
  });
  await look();
  expect(await refunds()).toMatchObject([{ status: "DECLINED", amount: 300n }]);
  expect(await charge()).toMatchObject({ refunded: 0n });
  await expectBooksAgree();
});
