import { beforeEach, expect, test } from "vitest";
import { pausePlan } from "#lib/billing/changing/pause-plan.ts";
import { resumePlan } from "#lib/billing/changing/resume-plan.ts";
import { cancelPlan } from "#lib/billing/ending/cancel-plan.ts";
import { closeMonths } from "#lib/billing/renewing/close-months.ts";
import { recordPayment } from "#lib/billing/settling/record-payment.ts";
import { refundPayment } from "#lib/billing/settling/refund-payment.ts";
import { db } from "#lib/db/client.ts";
import { stopClockAt } from "#lib/kernel/clock.ts";
import { startOfDay } from "#lib/kernel/period.ts";
import { earnedBy, type Month, type Service } from "#lib/ledger/recognition.ts";
import { exportRevenue } from "#lib/reports/revenue-csv.ts";
import { revenueWaterfall } from "#lib/reports/revenue-waterfall.ts";
import { expectBooksAgree } from "#tests/support/books.ts";
import { useDatabase } from "#tests/support/database.ts";
import { aPlan, aViewer, buy, CARDS, collectWithin, liveIn } from "#tests/support/shop.ts";
import { at, endEarlierStories, statusOf } from "#tests/support/story.ts";

useDatabase();
beforeEach(endEarlierStories);

const operator = { kind: "OPERATOR", name: "Fatima Finance" } as const;

/** What was taken from `deferred` of a subscription's invoices: kind, month and amount, by time. */
async function earnedOf(subscriptionId: string, kinds = ["RECOGNIZED"]) {
  const lines = await db.invoiceLine.findMany({ where: { invoice: { subscriptionId, kind: "INVOICE" } }, select: { id: true } });
  const rows = await db.revenueMovement.findMany({ where: { lineId: { in: lines.map(({ id }) => id) } }, orderBy: [{ month: "asc" }] });
  return rows
    .filter(({ kind, amount }) => kinds.includes(kind) && amount !== 0n)
    .map(({ month, amount }) => `${month.toISOString().slice(0, 7)} ${amount}`);
}

/** What the pure rule says of it. */
function expected(service: Service, from: string, count: number, timeZone: string): string[] {
  const first = Temporal.PlainDate.from(`${from}-01`);
  const months: (Month & { name: string })[] = Array.from({ length: count }, (_, index) => {
    const month = first.add({ months: index });
    return {
      from: startOfDay(month, timeZone),
      to: startOfDay(month.add({ months: 1 }), timeZone),
      name: month.toString().slice(0, 7),
    };
  });
  return earnedBy(service, months).flatMap((amount, index) => (amount === 0n ? [] : [`${months[index].name} ${amount}`]));
}

async function sold(start: string, options: Parameters<typeof aPlan>[0], card = CARDS.ok) {
  stopClockAt(new Date(`${start}T12:00:00Z`));
  const viewer = await aViewer();
  const { subscriptionId } = await buy(viewer, (await aPlan({ amount: 11900n, ...options })).price, { card });
  const invoice = await db.invoice.findFirstOrThrow({ where: { subscriptionId } });
  return { viewer, subscriptionId, invoice };
}

const charge = (invoiceId: string) => db.transaction.findFirstOrThrow({ where: { invoiceId, kind: "CHARGE", status: "SUCCEEDED" } });

test("a year that is paid at once is earned month by month, in the account's zone, and catches up after a time without a worker", async () => {
  await liveIn("Europe/Berlin");
  const { subscriptionId, invoice } = await sold("2026-03-15", { interval: "YEAR", setupFee: 1190n });
  await at("2026-04-01");
  await at("2026-09-02");
  await at("2027-03-14");
  const service = { net: 10000n, period: { start: invoice.periodStart!, end: invoice.periodEnd! }, billedAt: invoice.issuedAt! };
  const earned = expected(service, "2026-03", 12, "Europe/Berlin");
  expect(await earnedOf(subscriptionId)).toEqual(expect.arrayContaining(["2026-03 1000", ...earned]));
  expect(await earnedOf(subscriptionId)).toHaveLength(earned.length + 1);
  await expectBooksAgree();
  await at("2027-04-02");
  const first = await db.revenueMovement.groupBy({ by: ["lineId"], where: { billedAt: invoice.issuedAt! }, _sum: { amount: true } });
  expect(first.map(({ _sum }) => String(_sum.amount)).sort()).toEqual(["1000", "10000"]);
  await expectBooksAgree();
  await liveIn("UTC");
});

/** What the ledger has in `deferred` before an instant. */
async function deferredAt(to: Date): Promise<bigint> {
  const { _sum } = await db.ledgerEntry.aggregate({
    where: { account: "deferred", currency: "EUR", at: { lt: to } },
    _sum: { amount: true },
  });
  return -(_sum.amount ?? 0n);
}

test("the waterfall is the ledger's, month by month, and its parts add up", async () => {
  const months = { from: Temporal.PlainYearMonth.from("2026-03"), count: 14, timeZone: "UTC" };
  const rows = await revenueWaterfall(months, "EUR");
  for (const [index, row] of rows.entries()) {
    expect(row.deferredBefore).toBe(index === 0 ? 0n : rows[index - 1].deferredAfter);
    expect(row.deferredAfter).toBe(row.deferredBefore + row.billed - row.recognized - row.credited - row.writtenOff);
    expect(row.deferredAfter).toBe(await deferredAt(startOfDay(months.from.add({ months: index + 1 }).toPlainDate({ day: 1 }), "UTC")));
    expect(row.closed).toBe(index < 13);
  }
  expect(rows[0].earnedIn.reduce((sum, amount) => sum + amount, 0n)).toBe(rows[0].billed);
  const csv = await exportRevenue({ ...months, count: 2 }, "EUR", operator);
  expect(csv.split("\r\n")[1]).toMatch(/^2026-03,EUR,yes,0\.00,110\.00,\d\d\.\d\d,0\.00,0\.00,\d\d\.\d\d,\d\d\.\d\d,\d\.\d\d$/);
});

test("several workers recognise a month once, also when one of them died", async () => {
  const { subscriptionId } = await sold("2028-01-10", { interval: "MONTH", intervalCount: 3 });
  stopClockAt(new Date("2028-02-01T02:00:00Z"));
  await Promise.all([closeMonths(), closeMonths(), closeMonths()]);
  for (let open = 1; open > 0; ) open = await closeMonths();
  await db.$executeRaw`ALTER TABLE "RevenueMonth" DISABLE TRIGGER USER`;
  await db.revenueMonth.deleteMany({ where: { month: new Date("2028-01-01") } });
  await db.$executeRaw`ALTER TABLE "RevenueMonth" ENABLE TRIGGER USER`;
  await closeMonths();
  expect(await earnedOf(subscriptionId)).toHaveLength(1);
  await expectBooksAgree();
});

test("a refund takes what is not earned yet first, and the rest is spread anew", async () => {
  const { subscriptionId, invoice } = await sold("2029-01-01", { interval: "YEAR" });
  await at("2029-07-01");
  stopClockAt(new Date("2029-07-05T12:00:00Z"));
  const { id } = await charge(invoice.id);
  await refundPayment({ transactionId: id, amount: 2380n, reason: "A month without sports" }, operator);
  await at("2029-12-31");
  expect(await earnedOf(subscriptionId, ["CREDITED"])).toEqual(["2029-07 2000"]);
  const service = {
    net: 10000n,
    period: { start: invoice.periodStart!, end: invoice.periodEnd! },
    billedAt: invoice.issuedAt!,
    credits: [{ at: new Date("2029-07-05T12:00:00Z"), net: 2000n }],
  };
  expect(await earnedOf(subscriptionId)).toEqual(expected(service, "2029-01", 11, "UTC"));
  await expectBooksAgree();
  await refundPayment({ transactionId: id, amount: 9520n, reason: "All of it" }, operator);
  const [earned] = await db.$queryRaw<[{ amount: bigint }]>`
    SELECT coalesce(-sum(e."amount"), 0)::bigint AS "amount" FROM "LedgerEntry" e JOIN "LedgerJournal" j ON j."id" = e."journalId"
    WHERE e."account" = 'revenue' AND e."invoiceId" IN (SELECT "id" FROM "Invoice" WHERE "creditOfId" = ${invoice.id}::uuid)`;
  expect(earned.amount).toBeLessThan(0n);
  await expectBooksAgree();
});

test("who leaves at once and is given nothing back has paid for the rest: it is earned then", async () => {
  const { subscriptionId } = await sold("2030-02-01", { interval: "YEAR" });
  stopClockAt(new Date("2030-03-20T12:00:00Z"));
  await cancelPlan({ subscriptionId, when: "now" }, operator);
  await at("2030-04-02");
  const earned = await earnedOf(subscriptionId);
  expect(earned.map((row) => row.slice(0, 7))).toEqual(["2030-02", "2030-03"]);
  expect(earned.reduce((sum, row) => sum + BigInt(row.slice(8)), 0n)).toBe(10000n);
  await expectBooksAgree();
});

test("what nobody paid is earned as long as it was watched; the rest is less of a loss, until it is paid after all", async () => {
  await collectWithin(10, [2]);
  const { subscriptionId } = await sold("2031-01-01", { interval: "MONTH" }, CARDS.laterLost);
  await at("2031-02-01");
  await at("2031-02-13");
  expect(await statusOf(subscriptionId)).toBe("EXPIRED");
  const lost = await db.invoice.findFirstOrThrow({ where: { subscriptionId, status: "UNCOLLECTIBLE" } });
  await at("2031-03-02");
  expect((await earnedOf(subscriptionId)).at(-1)).toMatch(/^2031-02 (35|36|37|38|39)\d\d$/);
  const [written] = await earnedOf(subscriptionId, ["WRITTEN_OFF"]);
  expect(written).toMatch(/^2031-02 6[1-5]\d\d$/);
  await expectBooksAgree();
  stopClockAt(new Date("2031-03-03T12:00:00Z"));
  await recordPayment({ invoiceId: lost.id, amount: lost.total, means: "bank", reference: "late-1" }, operator);
  await expectBooksAgree();
  await at("2031-04-02");
  await expectBooksAgree();
  await db.setting.deleteMany({ where: { key: "dunning" } });
});

test("while it is paused nothing is earned, and what was kept is earned after it", async () => {
  const viewer = { kind: "OPERATOR", name: "Fatima Finance" } as const;
  const { subscriptionId, invoice } = await sold("2033-01-01", { interval: "YEAR", taxIncluded: false, amount: 36500n });
  stopClockAt(new Date("2033-03-16T00:00:00Z"));
  await pausePlan({ subscriptionId, when: "now", until: null, reason: "" }, viewer);
  await at("2033-05-02");
  stopClockAt(new Date("2033-05-11T00:00:00Z"));
  await resumePlan({ subscriptionId }, viewer);
  for (let month = 6; month <= 12; month += 1) await at(`2033-${String(month).padStart(2, "0")}-02`);
  await at("2034-01-02");
  await at("2034-02-02");
  await at("2034-03-02");
  const service: Service = {
    net: 36500n,
    period: { start: invoice.periodStart!, end: invoice.periodEnd! },
    billedAt: invoice.issuedAt!,
    pauses: [{ from: new Date("2033-03-16T00:00:00Z"), endedAt: new Date("2033-05-11T00:00:00Z") }],
  };
  const earned = expected(service, "2033-01", 15, "UTC");
  expect(earned.slice(0, 6)).toEqual(["2033-01 3054", "2033-02 2804", "2033-03 1502", "2033-05 2103", "2033-06 3004", "2033-07 3104"]);
  const first = await db.invoiceLine.findMany({ where: { invoiceId: invoice.id } });
  const rows = await db.revenueMovement.findMany({ where: { lineId: { in: first.map(({ id }) => id) } }, orderBy: { month: "asc" } });
  expect(rows.filter(({ amount }) => amount !== 0n).map(({ month, amount }) => `${month.toISOString().slice(0, 7)} ${amount}`)).toEqual(
    earned,
  );
  await expectBooksAgree();
});
