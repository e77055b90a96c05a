import { afterAll, beforeEach, expect, it, vi } from "vitest";
import { SYSTEM } from "#lib/audit/audit.ts";
import { confirmReturn } from "#lib/billing/asking/confirm-return.ts";
import { reconcilePayments } from "#lib/billing/asking/reconcile-payments.ts";
import { importPayouts } from "#lib/billing/settling/import-payouts.ts";
import { refundPayment } from "#lib/billing/settling/refund-payment.ts";
import { db } from "#lib/db/client.ts";
import { runClock } from "#lib/kernel/clock.ts";
import { noteNotPaidOut } from "#lib/payments/not-paid-out.ts";
import { gateway } from "#lib/payments/registry.ts";
import { sweepGateway } from "#lib/payments/sweep-gateway.ts";
import { gatewayFees } from "#lib/reports/gateway-fees.ts";
import { expectBooksAgree } from "#tests/support/books.ts";
import { useDatabase } from "#tests/support/database.ts";
import { settle } from "#tests/support/mollie-server/settlements.ts";
import { mollieDescription, startMollieServer } from "#tests/support/mollie-server.ts";
import { aPlan, aViewer, order } from "#tests/support/shop.ts";

useDatabase();
const { world, ...mollie } = await startMollieServer();
vi.stubEnv("MOLLIE_API_KEY", mollie.apiKey);
vi.stubEnv("MOLLIE_ORGANIZATION_TOKEN", mollie.organizationToken);
vi.stubEnv("MOLLIE_API_BASE", mollie.url);
afterAll(async () => {
  vi.unstubAllEnvs();
  await mollie.close();
});

const DAY_MS = 86_400_000;

/** What the worker does, with lists that end before the second that runs. */
async function run(aheadMs = 2_000) {
  await db.gatewaySweep.updateMany({ where: { readTo: { gt: new Date() } }, data: { readTo: new Date() } }); // a test ran ahead
  await db.gatewaySweep.updateMany({ data: { dueAt: new Date() } });
  runClock(aheadMs);
  await sweepGateway(50, "mollie");
  await reconcilePayments(100, "mollie");
  while ((await importPayouts(50, "mollie")) > 0);
  runClock();
}

async function paid(paidWith = "creditcard", currency = "EUR") {
  const [{ price }, viewer] = [await aPlan({ currency }), await aViewer()];
  const { orderId } = await order(viewer, price, { gateway: "mollie", currency });
  const charge = () => db.transaction.findFirstOrThrow({ where: { orderId, kind: "CHARGE" } });
  const reference = (await charge()).gatewayReference!;
  world.pay(reference, paidWith);
  expect(await confirmReturn({ orderId })).toMatchObject({ status: "paid" });
  return { reference, charge };
}

async function accounts(currency = "EUR") {
  const sums = await db.ledgerEntry.groupBy({ by: ["account"], where: { currency }, _sum: { amount: true } });
  return Object.fromEntries(sums.map(({ account, _sum }) => [account, _sum.amount ?? 0n]));
}

/** What the gateway's page says that it took, of all months. */
async function feesOf(id: string) {
  const rows = await gatewayFees(id, new Date(), "UTC");
  return Object.fromEntries(rows.map(({ currency, payments, others }) => [currency, payments + others]));
}

const payoutOf = ({ id }: { id: string }) =>
  db.payout.findFirstOrThrow({ where: { reference: id }, include: { lines: true, differences: { orderBy: { kind: "asc" } } } });

/** Nothing is in Mollie's balance, nor in ours of it. */
beforeEach(async () => {
  if ((await db.transaction.count()) === 0) await paid();
  settle(world);
  await run();
});

it("a settlement brings what was paid, less refunds, chargebacks and fees, to the bank, once however often it is read", async () => {
  const [before, first, second] = [await accounts(), await paid(), await paid()];
  const { id: transactionId } = await first.charge();
  await refundPayment({ transactionId, amount: 300n, reason: "goodwill" }, SYSTEM);
  world.chargeBack(second.reference);
  const made = settle(world);
  await run();
  await run(DAY_MS);
  await run();
  const payout = await payoutOf(made);
  expect(payout).toMatchObject({ status: "PAID", currency: "EUR", differences: [] });
  expect(payout.lines.map(({ kind }) => kind).sort()).toEqual(["DISPUTE", "FEE", "FEE", "FEE", "PAYMENT", "PAYMENT", "REFUND"]);
  expect(payout.lines.filter(({ kind, transactionId }) => kind !== "FEE" && !transactionId)).toEqual([]);
  const after = await accounts();
  expect(after["cash:mollie"]).toBe(0n);
  expect(after.bank - before.bank).toBe(payout.total);
  const fees = payout.lines.filter(({ kind }) => kind === "FEE").reduce((sum, { net }) => sum + net, 0n);
  expect(after.fees - before.fees).toBe(-fees);
  expect(await feesOf("mollie")).toMatchObject({ EUR: after.fees });
  expect(after.suspense).toBeUndefined();
  expect(await db.gatewayDifference.count({ where: { decidedAt: null } })).toBe(0);
  await expectBooksAgree();
});

it("a payment in another currency goes through the account exchange", async () => {
  await paid("creditcard", "USD");
  const made = settle(world, {}, { rate: 90n });
  await run();
  expect(await payoutOf(made)).toMatchObject({ differences: [] });
  expect(await accounts("USD")).toMatchObject({ "cash:mollie": 0n, exchange: 1_000n });
  expect(await accounts()).toMatchObject({ "cash:mollie": 0n, exchange: -900n });
  await expectBooksAgree();
});

it("what is neither a payment nor a fee is for a person, and so is a total that its parts do not come to", async () => {
  await paid();
  const withReserve = settle(world, {}, { extra: [{ method: "rollingreserve", minor: -200n }] });
  await run();
  expect((await payoutOf(withReserve)).differences).toMatchObject([{ kind: "PAYOUT_LINE_UNKNOWN", theirs: -200n }]);
  expect((await accounts()).suspense).toBe(200n);
  await expectBooksAgree();
  await paid();
  const wrong = settle(world, { amount: { currency: "EUR", value: "9.00" } });
  await run();
  const [difference] = (await payoutOf(wrong)).differences;
  expect(difference).toMatchObject({ kind: "PAYOUT_SUM", theirs: 900n, ours: 958n });
  await db.gatewayDifference.update({
    where: { id: difference.id },
    data: { decision: "EXPLAINED", decidedAt: new Date(), note: "Known" },
  });
  await expectBooksAgree();
});

it("what PayPal pays by itself is in no settlement, and nobody is told to look for it there", async () => {
  const [elsewhere, missing] = [await paid("paypal"), await paid()];
  world.payment(missing.reference).status = "open"; // Mollie leaves it out
  await paid();
  const made = settle(world, {
    createdAt: new Date(Date.now() + 1000).toISOString(),
    settledAt: new Date(Date.now() + 1000).toISOString(),
  });
  world.payment(missing.reference).status = "paid";
  await run(5_000);
  expect((await payoutOf(made)).lines.filter(({ kind }) => kind === "PAYMENT")).toHaveLength(1);
  runClock(46 * DAY_MS);
  await noteNotPaidOut("mollie", gateway("mollie")?.paidElsewhere);
  runClock();
  const noted = await db.gatewayDifference.findMany({ where: { kind: "NOT_PAID_OUT" } });
  expect(noted).toMatchObject([{ transactionId: (await missing.charge()).id }]);
  expect(noted.map(({ transactionId }) => transactionId)).not.toContain((await elsewhere.charge()).id);
  await expectBooksAgree();
});

it.skipIf(!mollieDescription())("asks and is answered as Mollie's description says", () => {
  expect([...new Set(mollie.faults)]).toEqual([]);
});
