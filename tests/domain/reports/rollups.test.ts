import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { db } from "#lib/db/client.ts";
import type { TransactionKind, TransactionStatus } from "#lib/db/generated/client.ts";
import { changeRow } from "#lib/db/rows.ts";
import { type Tx, transaction } from "#lib/db/transaction.ts";
import { eventRow } from "#lib/events/record.ts";
import { stopClockAt } from "#lib/kernel/clock.ts";
import { lockTransaction } from "#lib/payments/lock.ts";
import { rollupDifferences } from "#lib/reports/books-of-rollups.ts";
import { periodOf, type Span } from "#lib/reports/period.ts";
import { revenue } from "#lib/reports/revenue.ts";
import { rollUpTransactions } from "#lib/reports/rollups/roll-up-transactions.ts";
import { transactionSums } from "#lib/reports/transaction-sums.ts";
import { transactionsByState } from "#lib/reports/transactions-by-state.ts";
import { getSettings } from "#lib/settings/settings.ts";
import { useDatabase } from "#tests/support/database.ts";
import { addCustomer, addPlanWithPrice, addTransaction } from "./history.ts";
import { rollUpAll } from "./roll-up-all.ts";

useDatabase();
const NOW = new Date("2026-06-17T15:20:00Z");
stopClockAt(NOW);

const [FIRST, LAST] = [Date.parse("2025-05-20T00:00:00Z"), NOW.getTime()];
let customerId: string;
let chargeId: string;
let planIds: string[];
let timeZone: string;

beforeAll(async () => {
  ({ timeZone } = (await getSettings()).company);
  ({ id: customerId } = await addCustomer());
  chargeId = (await addTransaction("2024-01-01T00:00:00Z", 1_000_000n, { customerId })).id;
  planIds = [(await addPlanWithPrice("Basic")).plan.id, (await addPlanWithPrice("Sport")).plan.id];
});

const begun = fc.record({
  at: fc.integer({ min: FIRST, max: LAST }),
  amount: fc.bigInt({ min: 0n, max: 10_000n }),
  currency: fc.constantFrom("EUR", "EUR", "USD"),
  gateway: fc.constantFrom("stripe", "paypal", "balance"),
  country: fc.constantFrom("DE", "FR", null),
  plan: fc.constantFrom(0, 1, null),
  kind: fc.constantFrom("CHARGE", "CHARGE", "REFUND", "SETUP"),
  becomes: fc.array(fc.constantFrom("UNKNOWN", "DECLINED", "CANCELED", "SUCCEEDED", "roll up"), { maxLength: 3 }),
  returned: fc.boolean(),
});
type Begun = typeof begun extends fc.Arbitrary<infer T> ? T : never;

/** Begins, moves on as gateways say, and may come back, while sums are kept now and then. */
async function happen({ at, amount, currency, gateway, country, plan, kind, becomes, returned }: Begun): Promise<void> {
  const planId = plan === null ? null : planIds[plan];
  const of = {
    customerId,
    currency,
    gateway,
    country,
    planId,
    kind,
    status: "PENDING",
    settledAt: null,
    refundOfId: kind === "REFUND" ? chargeId : null,
  } as const;
  let row = await addTransaction(new Date(at).toISOString(), amount, of);
  for (const type of becomes) {
    if (type === "roll up") await rollUpTransactions(3);
    else if (row.status !== "SUCCEEDED") {
      const settledAt = type === "UNKNOWN" ? null : new Date(Math.min(at + 40 * 3_600_000, LAST));
      const told = { subject: "PAYMENT", transactionId: row.id, type, source: "worker" } as const;
      row = await transaction((tx) => changeRow(tx, "Transaction", row, { status: type, settledAt }, { DomainEvent: [eventRow(told)] }));
    }
  }
  if (!returned || row.kind !== "REFUND" || row.status !== "SUCCEEDED") return;
  const back = { subject: "PAYMENT", transactionId: row.id, type: "SUCCEEDED", detail: "refund_returned", source: "worker" } as const;
  await transaction((tx) => changeRow(tx, "Transaction", row, { returnedAt: NOW }, { DomainEvent: [eventRow(back)] }));
}

describe("the sums that are kept", () => {
  it("are what the transactions come to, whatever became of them, and however far they were read", { timeout: 60_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(begun, { maxLength: 25 }), async (story) => {
        for (const one of story) await happen(one);
        expect(await rollupDifferences(timeZone)).toEqual([]);
        while ((await rollUpTransactions(7)) === 7);
        expect(await rollupDifferences(timeZone)).toEqual([]);
      }),
      { numRuns: 15, seed: 10 },
    );
    await rollUpAll();
    expect(await db.transactionRollup.count()).toBeGreaterThan(500);
  });

  it.each(["today", "7d", "30d", "90d", "12m"] as const)("say of %s what its rows say", async (choice) => {
    const period = periodOf({ choice, from: null, to: null }, timeZone, NOW);
    const rows = await db.transaction.findMany();
    const plainly = (span: { start: Date; end: Date }, kind: string, more: (row: (typeof rows)[number]) => boolean = () => true) => {
      const of = rows.filter(
        (row) =>
          row.kind === kind &&
          row.status === "SUCCEEDED" &&
          !row.returnedAt &&
          row.gateway !== "balance" &&
          row.currency === "EUR" &&
          row.settledAt! >= span.start &&
          row.settledAt! < span.end &&
          more(row),
      );
      return { count: of.length, amount: of.reduce((sum, { amount }) => sum + amount, 0n) };
    };
    const found = await revenue(period, "EUR");
    for (const [totals, span] of [
      [found.now, period],
      [found.before, period.before],
    ] as const) {
      const [charges, refunds] = [plainly(span, "CHARGE"), plainly(span, "REFUND")];
      const said = { payments: charges.count, gross: charges.amount, refundCount: refunds.count, refunded: refunds.amount };
      expect(totals).toEqual(said);
    }
    expect(found.points.reduce((sum, { gross }) => sum + gross, 0n)).toBe(found.now.gross);
    for (const { key, count, gross } of found.byPlan)
      expect({ count, amount: gross }).toEqual(plainly(period, "CHARGE", ({ planId }) => planId === key));
    const begunThen = rows.filter(({ kind, createdAt }) => kind === "CHARGE" && createdAt >= period.start && createdAt < period.end);
    for (const { status, count } of await transactionsByState(period))
      expect([status, count]).toEqual([status, begunThen.filter((row) => row.status === status).length]);
  });

  it.each([
    ["a plan", { plan: 0, gateway: null, country: null }],
    ["a gateway", { plan: null, gateway: "stripe", country: null }],
    ["a country", { plan: null, gateway: null, country: "DE" }],
    ["those of no country with a gateway", { plan: null, gateway: "paypal", country: "none" }],
    ["a plan with a gateway in a country", { plan: 1, gateway: "stripe", country: "FR" }],
  ] as const)("say of %s alone what its rows say", async (_, { plan, gateway, country }) => {
    const of = { planId: plan === null ? null : planIds[plan], gateway, country };
    const rows = (await db.transaction.findMany({ where: { kind: "CHARGE" } })).filter(
      (row) =>
        (!of.planId || row.planId === of.planId) &&
        (!gateway || row.gateway === gateway) &&
        (!country || (row.country ?? "none") === country),
    );
    for (const choice of ["today", "30d", "12m"] as const) {
      const period = periodOf({ choice, from: null, to: null }, timeZone, NOW);
      const paid = rows.filter((row) => row.status === "SUCCEEDED" && row.gateway !== "balance" && row.currency === "EUR");
      const settled = ({ start, end }: Span) => paid.filter(({ settledAt }) => settledAt! >= start && settledAt! < end);
      const sum = (some: typeof paid) => some.reduce((all, { amount }) => all + amount, 0n);
      const found = await revenue(period, "EUR", of);
      expect(found.now).toMatchObject({ payments: settled(period).length, gross: sum(settled(period)) });
      expect(found.before).toMatchObject({ payments: settled(period.before).length, gross: sum(settled(period.before)) });
      expect(found.points.reduce((all, { gross }) => all + gross, 0n)).toBe(found.now.gross);
      for (const shares of [found.byPlan, found.byGateway, found.byCountry])
        expect(shares.reduce((all, { gross }) => all + gross, 0n)).toBe(found.now.gross);
      for (const { key, gross } of found.byPlan) expect(gross).toBe(sum(settled(period).filter(({ planId }) => planId === key)));
      const begun = rows.filter(({ createdAt }) => createdAt >= period.start && createdAt < period.end);
      const states = Object.entries(Object.groupBy(begun, ({ status }) => status)).map(([status, some]) => ({
        status,
        count: some.length,
      }));
      expect(new Set(await transactionsByState(period, of))).toEqual(new Set(states));
    }
  });

  const asked = fc.record({
    status: fc.constantFrom<TransactionStatus[]>([], ["SUCCEEDED"], ["DECLINED", "PENDING"], ["SUCCEEDED", "CANCELED"]),
    kind: fc.constantFrom<TransactionKind[]>([], ["CHARGE"], ["CHARGE", "REFUND"]),
    gateway: fc.constantFrom(null, "stripe", "balance"),
    currency: fc.constantFrom(null, "EUR"),
    country: fc.constantFrom(null, "DE", "none"),
    plan: fc.constantFrom(null, 0, 1),
    date: fc.constantFrom("created" as const, "settled" as const),
    from: fc.constantFrom(null, "2025-07-03", "2026-06-01"),
    to: fc.constantFrom(null, "2025-12-31", "2026-06-17"),
  });

  it("are what the rows of a list come to, however it is filtered", async () => {
    await fc.assert(
      fc.asyncProperty(asked, async ({ plan, ...more }) => {
        const planId = plan === null ? null : planIds[plan];
        const filter = { q: "", customerId: null, subscriptionId: null, trouble: null, hour: null, min: null, max: null, planId, ...more };
        // No amount is below nothing, and what asks for amounts is counted.
        expect(await transactionSums(filter, timeZone)).toEqual(await transactionSums({ ...filter, min: 0n }, timeZone));
      }),
      { numRuns: 150, seed: 10 },
    );
  });

  it("know a plan by its id as an address may have it", async () => {
    const filter = { q: "", customerId: null, subscriptionId: null, trouble: null, hour: null, min: null, max: null } as const;
    const asked = {
      ...filter,
      status: [],
      kind: [],
      gateway: null,
      currency: null,
      country: null,
      date: "created",
      from: null,
      to: null,
    } as const;
    const sums = (planId: string) => transactionSums({ ...asked, status: [], kind: [], planId }, timeZone);
    expect(await sums(planIds[0])).not.toEqual([]);
    expect(await sums(planIds[0].toUpperCase())).toEqual(await sums(planIds[0]));
  });

  it("take what befell a payment in its order, also where who waited for it had begun first", async () => {
    const row = await addTransaction("2026-06-02T10:00:00Z", 700n, { customerId, kind: "CHARGE", status: "PENDING", settledAt: null });
    const become = async (tx: Tx, status: TransactionStatus) => {
      const told = eventRow({ subject: "PAYMENT", transactionId: row.id, type: status, source: "worker" });
      const settledAt = status === "SUCCEEDED" ? NOW : null;
      await changeRow(tx, "Transaction", await lockTransaction(tx, row.id), { status, settledAt }, { DomainEvent: [told] });
    };
    await transaction(async (tx) => {
      await tx.$queryRaw`SELECT 1 FROM "Customer" WHERE "id" = ${customerId}::uuid FOR UPDATE`;
      await transaction((other) => become(other, "UNKNOWN"));
      await become(tx, "SUCCEEDED");
    });
    expect(await rollupDifferences(timeZone)).toEqual([]);
    while ((await rollUpTransactions(1)) === 1) expect(await rollupDifferences(timeZone)).toEqual([]);
  });

  it("are found wrong by the books when one is", async () => {
    await rollUpAll();
    const which = { basis: "CREATED", grain: "PLAN", unit: "DAY", currency: "EUR" } as const;
    await db.transactionRollup.updateMany({ where: which, data: { amount: { increment: 1n } } });
    expect(await rollupDifferences(timeZone)).not.toEqual([]);
    await db.transactionRollup.updateMany({ where: which, data: { amount: { decrement: 1n } } });
    expect(await rollupDifferences(timeZone)).toEqual([]);
  });

  it("begin anew where the account's days are others", async () => {
    await rollUpAll();
    const moved = "Pacific/Apia";
    const settings = await getSettings();
    await db.rollupCursor.update({ where: { name: "transactions" }, data: { timeZone: moved } });
    expect(settings.company.timeZone).not.toBe(moved);
    expect(await rollUpTransactions()).toBeGreaterThan(0);
    expect(await rollupDifferences(timeZone)).toEqual([]);
  });
});
