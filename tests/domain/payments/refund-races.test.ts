import { expect, it, vi } from "vitest";
import { expectBooksAgree } from "#tests/support/books.ts";
import { useDatabase } from "#tests/support/database.ts";
import { closeDispute, dispute, failRefund, refund } from "#tests/support/stripe-server/afterwards.ts";
import { stripeHouse, useStripe } from "./stripe-house.ts";

useDatabase();
const stripe = useStripe();
const OLGA = { kind: "OPERATOR" as const, name: "Olga" };

async function paid() {
  const house = await stripeHouse(stripe());
  const bought = await house.pay();
  await house.confirmReturn({ orderId: bought.orderId });
  const { id } = await bought.charge();
  const give = (amount: bigint) => house.refundPayment({ transactionId: id, amount, reason: "Sorry" }, OLGA);
  const refunds = () => house.db.transaction.findMany({ where: { refundOfId: id }, orderBy: { number: "asc" } });
  /** The newest event of a kind, as Stripe delivers it. */
  const tell = (type: string) => house.deliver(stripe().webhook(stripe().world.events.findLast((event) => event.type === type)!));
  return { ...house, ...bought, id, give, refunds, tell };
}

it.each(["before", "after"])(
  "a refund made at Stripe while ours is asked for: %s the event, one is recorded and the other refused kindly",
  async (when) => {
    const { db, intent, charge, give, refunds, tell } = await paid();
    const { gateway } = await import("#lib/payments/registry.ts");
    const plugin = gateway("stripe")!;
    const { refund: ask } = plugin;
    vi.spyOn(plugin, "refund").mockImplementationOnce(async (request) => {
      refund(stripe().world, intent, 700);
      if (when === "after") await tell("charge.refunded");
      return ask(request);
    });
    await expect(give(600n)).rejects.toMatchObject({ code: "refund_declined" });
    if (when === "before") await tell("charge.refunded");
    expect((await refunds()).map(({ status, amount }) => [status, amount])).toEqual([
      ["DECLINED", 600n],
      ["SUCCEEDED", 700n],
    ]);
    expect(await charge()).toMatchObject({ refunded: 700n });
    expect(await db.inboundEvent.count({ where: { error: { not: null } } })).toBe(0);
    await expectBooksAgree();
  },
);

it("a refund that Stripe reports under ours, of another amount, is not taken for it", async () => {
  const { intent, give, refunds, tell } = await paid();
  const { gateway } = await import("#lib/payments/registry.ts");
  vi.spyOn(gateway("stripe")!, "refund").mockImplementationOnce(async ({ transactionId }) => {
    refund(stripe().world, intent, 700, { metadata: { transactionId } });
    return { status: "unknown", reason: "no answer" };
  });
  await give(600n);
  await tell("charge.refunded");
  expect(await refunds()).toMatchObject([{ status: "UNKNOWN", amount: 600n, failureReason: "amount_mismatch" }]);
  await expectBooksAgree();
});

it("after a lost dispute of the whole nothing is left to give back, of a part the rest", async () => {
  const whole = await paid();
  closeDispute(stripe().world, dispute(stripe().world, whole.intent), "lost");
  await whole.tell("charge.dispute.closed");
  await expect(whole.give(1n)).rejects.toMatchObject({ code: "bank_took_back", status: 409 });
  expect(await whole.refunds()).toEqual([]);
  const part = await paid();
  closeDispute(stripe().world, dispute(stripe().world, part.intent, 400), "lost");
  await part.tell("charge.dispute.closed");
  await expect(part.give(601n)).rejects.toMatchObject({ code: "refund_too_large", field: "amount" });
  await part.give(600n);
  expect(await part.charge()).toMatchObject({ refunded: 600n });
  await expectBooksAgree();
});

it("a refund that came back and is given again is counted once in what a plan and a viewer paid", async () => {
  const { planTotalsTable } = await import("#lib/reports/subscriptions.ts");
  const { customerDetails } = await import("#lib/reports/customer-details.ts");
  const { intent, give, tell, price, customer } = await paid();
  await give(600n);
  failRefund(
    stripe().world,
    stripe()
      .world.list("refund")
      .find(({ payment_intent }) => payment_intent === intent.id)!,
  );
  await tell("refund.failed");
  await give(1000n);
  expect((await planTotalsTable("UTC")).find(({ planId }) => planId === price.planId)).toMatchObject({ amounts: [] });
  expect(await customerDetails(customer.id)).toMatchObject({ paid: [{ currency: "EUR", minor: 0n }] });
});
