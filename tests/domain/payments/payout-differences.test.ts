import { beforeEach, expect, it } from "vitest";
import { checkBooks } from "#lib/reports/books.ts";
import { expectBooksAgree } from "#tests/support/books.ts";
import { useDatabase } from "#tests/support/database.ts";
import { failRefund, refund } from "#tests/support/stripe-server/afterwards.ts";
import { payOut } from "#tests/support/stripe-server/payouts.ts";
import { payoutsHouse } from "./payouts-house.ts";
import { useStripe } from "./stripe-house.ts";

useDatabase();
const stripe = useStripe();
const DAY_MS = 86_400_000;
const house = () => payoutsHouse(stripe());

beforeEach(async () => (await house()).empty());

it("a fee that was not told is recorded; another one than was told is noted, and booked as it was taken", async () => {
  const { world, run, pay, paid, confirmReturn, accounts, payoutOf, db } = await house();
  const untold = await pay();
  const move = world.get(world.get(untold.intent.latest_charge).balance_transaction);
  world.get(untold.intent.latest_charge).balance_transaction = null;
  await confirmReturn({ orderId: untold.orderId });
  expect(await untold.charge()).toMatchObject({ status: "SUCCEEDED", fee: null });
  const told = await paid();
  const other = world.get(world.get(told.intent.latest_charge).balance_transaction);
  Object.assign(other, { fee: Number(other.fee) + 7, net: Number(other.net) - 7 });
  const made = payOut(world);
  await run();
  expect(await untold.charge()).toMatchObject({ fee: BigInt(Number(move.fee)) });
  const { differences } = await payoutOf(made.id);
  const { id: transactionId, fee } = await told.charge();
  expect(differences).toMatchObject([{ kind: "OTHER_FEE", theirs: fee! + 7n, ours: fee, transactionId, currency: "EUR" }]);
  expect((await accounts())["cash:stripe"]).toBe(0n);
  await expectBooksAgree();
  expect(await db.payoutLine.count({ where: { payout: { reference: made.id } } })).toBe(2);
});

it("money that nobody knows is in suspense until it is known", async () => {
  const { world, run, imports, pay, paid, confirmReturn, accounts, payoutOf, db } = await house();
  const unseen = await pay();
  const known = await paid();
  const back = refund(world, known.intent, 100);
  const made = payOut(world);
  await imports();
  const open = () => db.gatewayDifference.findMany({ where: { kind: "PAYOUT_LINE_UNKNOWN", decidedAt: null } });
  expect(await open()).toHaveLength(2);
  expect((await accounts()).suspense).not.toBe(0n);
  await expectBooksAgree();
  await confirmReturn({ orderId: unseen.orderId });
  await run();
  expect(await open()).toEqual([]);
  expect(await accounts()).toMatchObject({ suspense: 0n, "cash:stripe": 0n });
  expect((await payoutOf(made.id)).lines.every(({ transactionId }) => transactionId)).toBe(true);
  failRefund(world, back);
  await run();
  payOut(world);
  await run();
  expect(await accounts()).toMatchObject({ suspense: 0n, "cash:stripe": 0n });
  await expectBooksAgree();
});

it("a payout that does not come to its total is noted, and fails the books until somebody has said why", async () => {
  const { world, run, paid, payoutOf, db } = await house();
  await paid();
  const made = payOut(world);
  made.amount = Number(made.amount) + 5;
  await run();
  const [difference, ...more] = (await payoutOf(made.id)).differences;
  expect(more).toEqual([]);
  expect(difference).toMatchObject({ kind: "PAYOUT_SUM", theirs: BigInt(Number(made.amount)), ours: BigInt(Number(made.amount)) - 5n });
  const wrong = (await checkBooks()).filter((check) => check.wrong.length > 0).map(({ name }) => name);
  expect(wrong).toEqual(["every payout is the sum of its lines"]);
  await db.gatewayDifference.update({
    where: { id: difference.id },
    data: { decision: "EXPLAINED", decidedAt: new Date(), note: "Known" },
  });
  await expectBooksAgree();
});

it("a line that is missing fails the books, and so does a payout that nobody booked", async () => {
  const { world, run, paid, payoutOf, db } = await house();
  await paid();
  const made = payOut(world);
  await run();
  const { id } = await payoutOf(made.id);
  const wrong = async () => (await checkBooks()).filter((check) => check.wrong.length > 0).map(({ name }) => name);
  const tamper = (table: string, sql: string) =>
    db.$transaction([
      db.$executeRawUnsafe(`ALTER TABLE "${table}" DISABLE TRIGGER USER`),
      db.$executeRawUnsafe(sql),
      db.$executeRawUnsafe(`ALTER TABLE "${table}" ENABLE TRIGGER USER`),
    ]);
  const [line] = await db.payoutLine.findMany({ where: { payoutId: id } });
  await expect(db.payoutLine.delete({ where: { id: line.id } })).rejects.toThrow();
  await tamper("PayoutLine", `DELETE FROM "PayoutLine" WHERE "id" = '${line.id}'`);
  expect(await wrong()).toEqual(["every payout is the sum of its lines"]);
  await db.payoutLine.create({ data: line });
  await tamper("Payout", `UPDATE "Payout" SET "total" = "total" + 1 WHERE "id" = '${id}'`);
  expect(await wrong()).toEqual([
    "every payout is in the ledger",
    "every payout is the sum of its lines",
    "what gateways hold is what was paid, less what was given back, kept and paid out",
  ]);
  await tamper("Payout", `UPDATE "Payout" SET "total" = "total" - 1 WHERE "id" = '${id}'`);
  await expectBooksAgree();
});

it("a payment that is in no payout for long is noted", async () => {
  const { world, run, runClock, paid, db } = await house();
  const left = await paid();
  const { id } = await left.charge();
  const later = await paid();
  for (const move of [left].map(({ intent }) => world.get(world.get(intent.latest_charge).balance_transaction))) move.currency = "usd";
  payOut(world, { created: Math.ceil(Date.now() / 1000) + 1 });
  await run(5_000);
  const { noteNotPaidOut } = await import("#lib/payments/not-paid-out.ts");
  const noted = () => db.gatewayDifference.findMany({ where: { kind: "NOT_PAID_OUT" } });
  await noteNotPaidOut("stripe");
  expect(await noted()).toEqual([]);
  runClock(46 * DAY_MS);
  await noteNotPaidOut("stripe");
  runClock();
  expect(await noted()).toMatchObject([{ transactionId: id, ours: 1000n, payoutId: null }]);
  expect(await db.payoutLine.count({ where: { transactionId: (await later.charge()).id } })).toBe(1);
  await expectBooksAgree();
});
