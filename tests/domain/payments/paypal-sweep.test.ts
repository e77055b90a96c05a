import { afterEach, beforeAll, expect, it } from "vitest";
import { gatewayHealth } from "#lib/reports/gateway-health.ts";
import { CARD } from "#tests/contracts/gateway-contract.ts";
import { expectBooksAgree } from "#tests/support/books.ts";
import { useDatabase } from "#tests/support/database.ts";
import { payPalHouse, usePayPal } from "./paypal-house.ts";

useDatabase();
const paypal = usePayPal();
const HOUR_MS = 3_600_000;

// Whatever is loaded for the first order and the first look, before any test.
beforeAll(async () => {
  const { bought, sweep } = await house();
  await bought(CARD.ok);
  await sweep();
});
afterEach(async () => (await payPalHouse(paypal())).runClock());

async function house() {
  const shop = await payPalHouse(paypal());
  const { sweepGateway } = await import("#lib/payments/sweep-gateway.ts");
  const { db, reconcilePayments, runClock, now } = shop;

  /** No event arrives. A window ends before the second that runs. */
  async function sweep(): Promise<void> {
    await db.gatewaySweep.updateMany({ data: { dueAt: new Date() } });
    runClock(2_000);
    await sweepGateway(50, "paypal");
    await reconcilePayments(100, "paypal");
    runClock();
  }
  const health = async () => (await gatewayHealth(["paypal"], now(), "UTC"))[0];
  return { ...shop, sweep, health };
}

it("finds a dispute that no event told of, once, and what was decided", async () => {
  const { db, bought, sweep } = await house();
  const { charge, id } = await bought(CARD.ok);
  await sweep();
  const dispute = paypal().world.dispute((await charge()).paymentReference!);
  const disputes = () => db.dispute.findMany({ where: { transactionId: id } });
  await sweep();
  await sweep();
  expect(await disputes()).toMatchObject([{ reference: dispute.dispute_id, status: "OPEN", taken: 1_000n, changes: 1 }]);
  paypal().world.decide(dispute, "won");
  await sweep();
  expect(await disputes()).toMatchObject([{ status: "WON", taken: 0n }]);
  expect(await db.gatewayDifference.count()).toBe(0);
  await expectBooksAgree();
});

it("says in words which feature the app lacks as long as it does, and works otherwise", async () => {
  const { bought, sweep, health, db } = await house();
  const { charge } = await bought(CARD.ok);
  await sweep();
  expect(await health()).toMatchObject({ state: "well", sweepError: null });
  paypal().world.off.add("/v1/reporting/");
  for (const _ of [1, 2, 3, 4]) await sweep();
  expect(await health()).toMatchObject({
    state: "doubtful",
    sweepFailures: 0,
    sweepError: `PayPal does not let these keys read the account's payments: enable "Transaction search" in the app's features.`,
  });
  const dispute = paypal().world.dispute((await charge()).paymentReference!);
  await sweep();
  expect(await db.dispute.count({ where: { reference: dispute.dispute_id } })).toBe(1);
  paypal().world.off.add("/v1/customer/disputes");
  await sweep();
  expect((await health()).sweepError).toMatch(/Transaction search.*Customer disputes/);
  expect(await (await bought(CARD.ok)).charge()).toMatchObject({ status: "SUCCEEDED" });
  const { readTo } = await db.gatewaySweep.findFirstOrThrow();
  expect(Date.now() - readTo.getTime()).toBeLessThan(HOUR_MS);
  paypal().world.off.clear();
  await sweep();
  expect(await health()).toMatchObject({ state: "well", sweepError: null });
});

it("asks PayPal nothing that it does not know", () => {
  expect([...new Set(paypal().faults)]).toEqual([]);
});
