import { beforeEach, describe, expect, it } from "vitest";
import { expectBooksAgree } from "#tests/support/books.ts";
import { useDatabase } from "#tests/support/database.ts";
import { closeDispute, dispute, refund } from "#tests/support/stripe-server/afterwards.ts";
import { failPayout, payOut, takeFee } from "#tests/support/stripe-server/payouts.ts";
import { payoutsHouse } from "./payouts-house.ts";
import { useStripe } from "./stripe-house.ts";

useDatabase();
const stripe = useStripe();
const DAY_MS = 86_400_000;
const house = () => payoutsHouse(stripe());

beforeEach(async () => (await house()).empty());

describe("a payout", () => {
  it("brings what was paid, less fees, refunds and disputes, to the bank, once however often it is read", async () => {
    const { world, run, paid, accounts, payoutOf, db } = await house();
    const [before, first, second, third] = [await accounts(), await paid(), await paid(), await paid()];
    refund(world, first.intent, 300);
    closeDispute(world, dispute(world, second.intent, 500), "lost");
    closeDispute(world, dispute(world, third.intent, 500), "won");
    takeFee(world, 150);
    const made = payOut(world);
    await run();
    await run(DAY_MS);
    await run();
    const payout = await payoutOf(made.id);
    expect(payout).toMatchObject({ status: "PAID", total: BigInt(Number(made.amount)), currency: "EUR", differences: [] });
    expect(payout.lines).toHaveLength(8);
    expect(payout.lines.filter(({ kind, transactionId }) => kind !== "FEE" && !transactionId)).toEqual([]);
    const after = await accounts();
    expect(after["cash:stripe"]).toBe(0n);
    expect((after.bank ?? 0n) - (before.bank ?? 0n)).toBe(payout.total);
    expect(after.suspense).toBeUndefined();
    expect(await db.gatewayDifference.count({ where: { decidedAt: null } })).toBe(0);
    await expectBooksAgree();
  });

  it("is at the bank when it is paid, not before; one that fails gives the money back, and the next has it", async () => {
    const { world, run, paid, accounts, payoutOf } = await house();
    await paid();
    const made = payOut(world, { status: "in_transit", reconciliation_status: "in_progress" });
    const bank = (await accounts()).bank;
    await run();
    expect(await payoutOf(made.id)).toMatchObject({ status: "WAITING", paidAt: null, lines: [] });
    expect((await accounts()).bank).toBe(bank);
    Object.assign(made, { status: "paid", reconciliation_status: "completed" });
    await run();
    expect((await payoutOf(made.id)).lines).toHaveLength(1);
    expect((await accounts()).bank - bank).toBe(BigInt(Number(made.amount)));
    failPayout(world, made);
    await run();
    expect(await payoutOf(made.id)).toMatchObject({ status: "FAILED" });
    expect(await accounts()).toMatchObject({ bank, "cash:stripe": BigInt(Number(made.amount)) });
    await expectBooksAgree();
    const next = payOut(world);
    await run();
    expect(await payoutOf(next.id)).toMatchObject({ total: BigInt(Number(made.amount)), differences: [], lines: [{ kind: "PAYOUT" }] });
    expect((await accounts())["cash:stripe"]).toBe(0n);
    await expectBooksAgree();
  });

  it("that was asked for by hand moves the money, and says nothing of what it is made of", async () => {
    const { world, run, paid, accounts, payoutOf } = await house();
    await paid();
    const made = payOut(world, { automatic: false, reconciliation_status: "not_applicable", created: Math.ceil(Date.now() / 1000) + 1 });
    await run(5_000);
    expect(await payoutOf(made.id)).toMatchObject({ itemised: false, status: "PAID", lines: [], differences: [], linesDueAt: null });
    expect((await accounts())["cash:stripe"]).toBe(0n);
    await expectBooksAgree();
  });

  it("in another currency goes through the account exchange, and leaves nothing at the gateway", async () => {
    const { world, run, pay, confirmReturn, accounts, payoutOf } = await house();
    const bought = await pay({ currency: "JPY", amount: 10_000n });
    const move = world.get(world.get(bought.intent.latest_charge).balance_transaction);
    Object.assign(move, { amount: 6_000, currency: "eur", exchange_rate: 0.6, fee: 199, net: 5_801 });
    await confirmReturn({ orderId: bought.orderId });
    const made = payOut(world);
    await run();
    expect(await payoutOf(made.id)).toMatchObject({
      total: 5_801n,
      differences: [],
      lines: [{ exchangedCurrency: "JPY", exchangedAmount: 10_000n, booked: 9_668n, gross: 6_000n, fee: 199n }],
    });
    expect(await accounts("JPY")).toMatchObject({ "cash:stripe": 0n, fees: 332n, exchange: 9_668n });
    expect(await accounts()).toMatchObject({ "cash:stripe": 0n, exchange: -5_801n });
    await expectBooksAgree();
  });
});

describe("reading its lines", () => {
  it("goes on after silence where it was left, and two workers at once read each page once", async () => {
    const { world, run, paid, payoutOf, importPayouts, db } = await house();
    await paid();
    for (let fee = 1; fee <= 120; fee += 1) takeFee(world, fee);
    const made = payOut(world);
    await run();
    await db.payout.updateMany({ where: { reference: made.id }, data: { linesReadAt: null, linesDueAt: new Date(), linesPage: null } });
    const read = await Promise.all([importPayouts(50, "stripe"), importPayouts(50, "stripe")]);
    expect(read.reduce((sum, pages) => sum + pages, 0)).toBe(2);
    const { lines, linesReadAt } = await payoutOf(made.id);
    expect(lines).toHaveLength(121);
    expect(linesReadAt).not.toBeNull();
    await expectBooksAgree();
  });

  it("waits longer after each failure, and says why", async () => {
    const { world, run, imports, paid, payoutOf } = await house();
    await paid();
    const made = payOut(world);
    stripe().troubles.push("none", 500, 500); // the list of payouts is read, the lines are not
    await imports();
    stripe().troubles.splice(0);
    expect(await payoutOf(made.id)).toMatchObject({ failures: 1, lines: [], linesReadAt: null, error: expect.stringContaining("wrong") });
    await run(60 * 60_000);
    expect(await payoutOf(made.id)).toMatchObject({ failures: 0, error: null, lines: [{ kind: "PAYMENT" }] });
  });
});
