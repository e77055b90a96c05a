import { afterAll, expect, it, vi } from "vitest";
import { confirmReturn } from "#lib/billing/asking/confirm-return.ts";
import { importPayouts } from "#lib/billing/settling/import-payouts.ts";
import { db } from "#lib/db/client.ts";
import { runClock } from "#lib/kernel/clock.ts";
import { money } from "#lib/kernel/money.ts";
import { noteNotPaidOut } from "#lib/payments/not-paid-out.ts";
import { expectBooksAgree } from "#tests/support/books.ts";
import { useDatabase } from "#tests/support/database.ts";
import type { Payload } from "#tests/support/paypal-server/payloads.ts";
import { withdraw, withdrawalReturns } from "#tests/support/paypal-server/withdrawals.ts";
import { startPayPalServer } from "#tests/support/paypal-server.ts";
import { aPlan, aViewer, order } from "#tests/support/shop.ts";

useDatabase();
const { world, ...paypal } = await startPayPalServer();
vi.stubEnv("PAYPAL_CLIENT_ID", paypal.keys.clientId);
vi.stubEnv("PAYPAL_CLIENT_SECRET", paypal.keys.clientSecret);
vi.stubEnv("PAYPAL_API_BASE", paypal.url);
afterAll(async () => {
  vi.unstubAllEnvs();
  await paypal.close();
});

const DAY_MS = 86_400_000;

async function run(aheadMs = 2_000) {
  await db.gatewaySweep.updateMany({ where: { readTo: { gt: new Date() } }, data: { readTo: new Date() } }); // a test ran ahead
  await db.gatewaySweep.updateMany({ data: { dueAt: new Date() } });
  runClock(aheadMs);
  while ((await importPayouts(50, "paypal")) > 0);
  runClock();
}

async function paid() {
  const [{ price }, viewer] = [await aPlan(), await aViewer()];
  const { orderId } = await order(viewer, price, { gateway: "paypal" });
  const charge = () => db.transaction.findFirstOrThrow({ where: { orderId } });
  world.approve((await charge()).gatewayReference!, "4242424242424242");
  expect(await confirmReturn({ orderId })).toMatchObject({ status: "paid" });
  return charge();
}

async function accounts() {
  const sums = await db.ledgerEntry.groupBy({ by: ["account"], where: { currency: "EUR" }, _sum: { amount: true } });
  return Object.fromEntries(sums.map(({ account, _sum }) => [account, _sum.amount ?? 0n]));
}

const payoutOf = (made: Payload) =>
  db.payout.findFirstOrThrow({ where: { reference: made.transaction_id }, include: { lines: true, differences: true } });

it("a withdrawal brings money to the bank, once however often it is read, and says nothing of payments", async () => {
  const { amount, fee } = await paid();
  const net = amount - fee!;
  const made = withdraw(world, money(net, "EUR"));
  await run();
  await run(DAY_MS);
  expect(await payoutOf(made)).toMatchObject({ status: "PAID", total: net, itemised: false, lines: [], differences: [], linesDueAt: null });
  expect(await accounts()).toMatchObject({ "cash:paypal": 0n, bank: net, fees: fee });
  await expectBooksAgree();
});

it("one that came back gives the money back, whenever that is heard", async () => {
  const bank = (await accounts()).bank;
  const made = withdraw(world, money(300n, "EUR"));
  await run();
  expect((await accounts()).bank - bank).toBe(300n);
  withdrawalReturns(world, made, money(300n, "EUR"));
  await run();
  await run(DAY_MS);
  expect(await payoutOf(made)).toMatchObject({ status: "FAILED" });
  expect((await accounts()).bank).toBe(bank);
  const late = withdraw(world, money(200n, "EUR"));
  withdrawalReturns(world, late, money(200n, "EUR"));
  await run();
  expect(await payoutOf(late)).toMatchObject({ status: "FAILED" });
  expect((await accounts()).bank).toBe(bank);
  await expectBooksAgree();
});

it("no payment is looked for in what does not say what it is made of", async () => {
  await paid();
  withdraw(world, money(100n, "EUR"));
  await run();
  runClock(46 * DAY_MS);
  await noteNotPaidOut("paypal");
  runClock();
  expect(await db.gatewayDifference.count()).toBe(0);
  await expectBooksAgree();
});
