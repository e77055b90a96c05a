import { expect, it } from "vitest";
import { useDatabase } from "#tests/support/database.ts";
import { closeDispute, dispute, refund } from "#tests/support/stripe-server/afterwards.ts";
import { stripeHouse, useStripe } from "./stripe-house.ts";

useDatabase();
const stripe = useStripe();

it("while their bank disputes, a viewer cannot take the cancellation back, nor is it offered; once it is won they can", async () => {
  const { undoCancel, undoObstacle } = await import("#lib/billing/ending/cancel-plan.ts");
  const { pay, confirmReturn, db, deliver } = await stripeHouse(stripe());
  const { orderId, customer, intent } = await pay();
  await confirmReturn({ orderId });
  const { world } = stripe();
  const told = async () => {
    for (const event of world.events.filter(({ type }) => String(type).startsWith("charge.dispute")))
      await deliver(stripe().webhook(event));
  };
  const subscription = () => db.subscription.findFirstOrThrow({ where: { customerId: customer.id } });
  const opened = dispute(world, intent);
  await told();
  const canceled = await subscription();
  const viewer = { kind: "VIEWER" as const, id: customer.id, name: "Vera" };
  expect(canceled).toMatchObject({ cancelAtPeriodEnd: true });
  expect([await undoObstacle(db, canceled, "VIEWER"), await undoObstacle(db, canceled, "OPERATOR")]).toEqual(["dispute_open", null]);
  await expect(undoCancel({ subscriptionId: canceled.id }, viewer)).rejects.toMatchObject({ code: "dispute_open", status: 409 });
  closeDispute(world, opened, "won");
  await told();
  await undoCancel({ subscriptionId: canceled.id }, viewer);
  expect(await subscription()).toMatchObject({ cancelAtPeriodEnd: false });
});

it("is known although a refund beside it cannot be: one in another currency", async () => {
  const { pay, confirmReturn, db, deliver } = await stripeHouse(stripe());
  const { orderId, intent, charge } = await pay();
  await confirmReturn({ orderId });
  const { world } = stripe();
  const [opened, made] = [dispute(world, intent, 400), refund(world, intent, 100)];
  made.currency = "usd";
  const told = async () => {
    for (const event of world.events.filter(({ type }) => /dispute|refund/.test(String(type)))) await deliver(stripe().webhook(event));
  };
  const disputes = async () => db.dispute.findMany({ where: { transactionId: (await charge()).id } });
  await told();
  expect(await disputes()).toMatchObject([{ reference: opened.id, status: "OPEN", taken: 400n }]);
  expect(await db.gatewayDifference.findMany()).toMatchObject([{ kind: "REFUND_TOO_LARGE", subject: made.id }]);
  closeDispute(world, opened, "won");
  await told();
  expect(await disputes()).toMatchObject([{ status: "WON", taken: 0n }]);
});
