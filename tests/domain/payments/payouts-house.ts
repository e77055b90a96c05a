import { payOut } from "#tests/support/stripe-server/payouts.ts";
import type { StripeServer } from "#tests/support/stripe-server.ts";
import { stripeHouse } from "./stripe-house.ts";

/** A shop whose payouts from Stripe's stand-in are imported. */
export async function payoutsHouse(server: StripeServer) {
  const shop = await stripeHouse(server);
  const { importPayouts } = await import("#lib/billing/settling/import-payouts.ts");
  const { sweepGateway } = await import("#lib/payments/sweep-gateway.ts");
  const { reconcilePayments } = await import("#lib/billing/asking/reconcile-payments.ts");
  const { runClock } = await import("#lib/kernel/clock.ts");
  const { db } = shop;
  const { world } = server;

  /** What the worker does, with lists that end before the second that runs. */
  async function run(aheadMs = 2_000) {
    await db.gatewaySweep.updateMany({ data: { dueAt: new Date() } });
    await db.gatewaySweep.updateMany({ where: { readTo: { gt: new Date() } }, data: { readTo: new Date() } }); // a test ran ahead
    runClock(aheadMs);
    await sweepGateway(50, "stripe");
    await reconcilePayments(100, "stripe");
    while ((await importPayouts(50, "stripe")) > 0);
    runClock();
  }
  /** Payouts alone. */
  async function imports() {
    await db.gatewaySweep.updateMany({ data: { dueAt: new Date() } });
    runClock(2_000);
    await importPayouts(50, "stripe");
    runClock();
  }
  /** Nothing is in Stripe's balance, nor in ours of it. */
  async function empty() {
    if ((await db.transaction.count()) === 0) await paid();
    payOut(world);
    await run();
  }
  async function paid() {
    const bought = await shop.pay();
    await shop.confirmReturn({ orderId: bought.orderId });
    return bought;
  }
  async function accounts(currency = "EUR") {
    const sums = await db.ledgerEntry.groupBy({ by: ["account"], where: { currency }, _sum: { amount: true } });
    return Object.fromEntries(sums.map(({ account, _sum }) => [account, _sum.amount ?? 0n]));
  }
  const payoutOf = (reference: string) =>
    db.payout.findFirstOrThrow({ where: { reference }, include: { lines: true, differences: { orderBy: { kind: "asc" } } } });
  return { ...shop, world, run, imports, empty, runClock, paid, accounts, payoutOf, importPayouts };
}
