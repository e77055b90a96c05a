import { expect, it } from "vitest";
import { expectBooksAgree } from "#tests/support/books.ts";
import { useDatabase } from "#tests/support/database.ts";
import { closeDispute, dispute, refund } from "#tests/support/stripe-server/afterwards.ts";
import { stripeHouse, useStripe } from "./stripe-house.ts";

useDatabase();
const stripe = useStripe();
const OLGA = { kind: "OPERATOR" as const, name: "Olga" };
it("what a dispute holds of a refund on the balance is not spent: the viewer has it again when the dispute is won, or is owed it", async () => {
  const house = await stripeHouse(stripe());
  const { orderId, charge, intent, customer } = await house.pay({ amount: 1000n });
  await house.confirmReturn({ orderId });
  const { id: transactionId } = await charge();
  await house.refundPayment({ transactionId, amount: 1000n, reason: "Sorry", to: "balance" }, OLGA);
  const { world } = stripe();
  const balance = async () => (await house.db.balance.findFirstOrThrow({ where: { customerId: customer.id } })).amount;
  let since = world.events.length;
  const tell = async () => {
    for (const event of world.events.slice(since)) await house.deliver(stripe().webhook(event));
    since = world.events.length;
  };
  const opened = dispute(world, intent, 400);
  await tell();
  expect(await balance()).toBe(600n);
  refund(world, intent, 600);
  await tell();
  const { decideDifference } = await import("#lib/billing/settling/decide-difference.ts");
  const [found] = await house.db.gatewayDifference.findMany({ where: { kind: "REFUND_TOO_LARGE", decidedAt: null } });
  await decideDifference({ differenceId: found!.id, decision: "EXPLAINED", note: "Given back twice." }, OLGA);
  expect(await balance()).toBe(0n);
  closeDispute(world, opened, "won");
  await tell();
  await expectBooksAgree();
  const { refunded } = await charge();
  expect(await balance()).toBe(400n);
  expect(refunded).toBe(1000n);
});
