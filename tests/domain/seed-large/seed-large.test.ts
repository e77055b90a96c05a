import pg from "pg";
import { beforeAll, describe, expect, test } from "vitest";
import { closeMonths } from "#lib/billing/renewing/close-months.ts";
import { renewSubscription } from "#lib/billing/renewing/renew-subscription.ts";
import { db } from "#lib/db/client.ts";
import { type Cursor, readEvents } from "#lib/events/read.ts";
import { stopClockAt } from "#lib/kernel/clock.ts";
import { COUNTED_UP_TO } from "#lib/kernel/counted.ts";
import { env } from "#lib/kernel/env.ts";
import { funnel } from "#lib/reports/funnel.ts";
import { periodOf } from "#lib/reports/period.ts";
import { revenue } from "#lib/reports/revenue.ts";
import { revenueDetails } from "#lib/reports/revenue-details.ts";
import { rollUpLedger } from "#lib/reports/rollups/roll-up-ledger.ts";
import { type SubscriptionFilter, subscriptionCount, subscriptionList } from "#lib/reports/subscription-list.ts";
import { planTotalsTable, runningSubscriptions } from "#lib/reports/subscriptions.ts";
import { refuseHalfFilled } from "#scripts/half-filled.ts";
import { seedLarge } from "#scripts/seed-large/seed.ts";
import { buildIndexes, finish, takeDown, trustKeys } from "#scripts/seed-large/structure.ts";
import { expectBooksAgree } from "#tests/support/books.ts";
import { useDatabase } from "#tests/support/database.ts";

useDatabase();

const UNTIL = new Date("2026-10-29T18:00:00Z");
const ZONE = "Europe/Berlin";
const ANY: SubscriptionFilter = {
  q: "",
  status: [],
  planId: null,
  currency: null,
  date: "created",
  from: null,
  to: null,
  activeOn: null,
  unbegun: false,
  canceling: false,
};

let rows: Awaited<ReturnType<typeof seedLarge>>;
let shape: unknown[];

beforeAll(async () => {
  stopClockAt(UNTIL);
  shape = await structure();
  rows = await seedLarge({ url: env().DATABASE_URL, transactions: 2_000, until: UNTIL, say: () => undefined });
  stopClockAt(UNTIL);
});

/** Every index, key and trigger there is. */
function structure(): Promise<unknown[]> {
  return db.$queryRaw`
    SELECT indexdef AS "it", '' AS "state" FROM pg_indexes WHERE schemaname = 'public'
    UNION ALL SELECT conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid), convalidated::text FROM pg_constraint WHERE connamespace = 'public'::regnamespace
    UNION ALL SELECT tgrelid::regclass || ' ' || tgname, tgenabled::text FROM pg_trigger WHERE NOT tgisinternal
    UNION ALL SELECT nspname, '' FROM pg_namespace WHERE nspname NOT LIKE 'pg_%'
    ORDER BY 1, 2`;
}

test("the books agree", expectBooksAgree);

test("there are about as many transactions as were asked for, most of them paid", async () => {
  expect(rows.Transaction).toBeGreaterThan(1_600);
  expect(rows.Transaction).toBeLessThan(2_400);
  const paid = await db.transaction.count({ where: { status: "SUCCEEDED", kind: "CHARGE" } });
  expect(paid / rows.Transaction).toBeGreaterThan(0.84);
  expect(paid / rows.Transaction).toBeLessThan(0.92);
  expect(await db.transaction.count()).toBe(rows.Transaction);
  expect(await db.domainEvent.count()).toBe(rows.DomainEvent);
});

test("indexes, keys and triggers are those that were there", async () => {
  expect(await structure()).toEqual(shape);
});

test("they come back the same where keys are trusted, and nobody works with the database meanwhile", async () => {
  const url = env().DATABASE_URL;
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await takeDown(client);
    await expect(refuseHalfFilled(url)).rejects.toThrow("Throw it away");
    await buildIndexes(client, url);
    await trustKeys(client);
    await finish(client);
  } finally {
    await client.end();
  }
  await refuseHalfFilled(url);
  expect(await structure()).toEqual(shape);
});

test("a database that is not empty is refused", async () => {
  const again = seedLarge({ url: env().DATABASE_URL, transactions: 2_000, until: UNTIL, say: () => undefined });
  await expect(again).rejects.toThrow("This database is not empty: there are rows in Customer.");
});

test("who is found by their words is there", async () => {
  const others = await db.$queryRaw`
    SELECT "name", "words" FROM "Customer" WHERE (SELECT array_agg(w ORDER BY w) FROM unnest("words") w)
      IS DISTINCT FROM (SELECT array_agg(w ORDER BY w) FROM unnest(person_words("name", "email", "phone", "company", "serviceUserId")) w)`;
  expect(others).toEqual([]);
  const { name, email } = await db.customer.findFirstOrThrow({ where: { number: 7 } });
  const found = await db.$queryRaw<
    { email: string }[]
  >`SELECT "email" FROM "Customer" WHERE array_to_tsvector("words") @@ search_query(${name})`;
  expect(found.map((row) => row.email)).toContain(email);
});

describe("reports", () => {
  const period = periodOf({ choice: "custom", from: "2026-09-01", to: "2026-09-30" }, ZONE, UNTIL);

  test("the dashboard reads it", async () => {
    const { now, points, byGateway } = await revenue(period, "EUR");
    expect(now.gross).toBeGreaterThan(0n);
    expect(points.reduce((sum, { gross }) => sum + gross, 0n)).toBe(now.gross);
    expect(byGateway.length).toBeGreaterThan(2);
    const running = await runningSubscriptions(period);
    expect(running.totals.active).toBeGreaterThan(20);
    const steps = (await funnel(period)).steps.map(({ visitors }) => visitors);
    expect(steps).toEqual(steps.toSorted((one, other) => other - one));
    expect(steps[4]).toBeGreaterThan(0);
  });

  test("tax, fees, what was recovered and disputed are what their rows come to", async () => {
    const year = periodOf({ choice: "custom", from: "2025-10-30", to: "2026-10-29" }, ZONE, UNTIL);
    const { start, end, before } = year;
    const entries = await db.ledgerEntry.findMany({ where: { currency: "EUR", journal: { at: { gte: start, lt: end } } } });
    const posted = (account: string) => entries.filter((entry) => entry.account === account).reduce((sum, { amount }) => sum + amount, 0n);
    const disputed = async (from: Date, until: Date) => {
      const rows = await db.dispute.findMany({ where: { currency: "EUR", openedAt: { gte: from, lt: until } } });
      const asked = rows.filter(({ status }) => status !== "INQUIRY" && status !== "RETURNED");
      return { count: asked.length, amount: asked.reduce((sum, { amount }) => sum + amount, 0n) };
    };
    const recovered = async (from: Date, until: Date) => {
      const rows = await db.invoice.findMany({ where: { currency: "EUR", attempts: { gt: 0 }, paidAt: { gte: from, lt: until } } });
      return { count: rows.length, amount: rows.reduce((sum, { total }) => sum + total, 0n) };
    };
    const details = await revenueDetails(year, "EUR");
    expect(details).toEqual({
      tax: -posted("tax"),
      fees: posted("fees"),
      recovered: { now: await recovered(start, end), before: await recovered(before.start, before.end) },
      disputed: { now: await disputed(start, end), before: await disputed(before.start, before.end) },
    });
    const some = [details.tax > 0n, details.fees > 0n, details.recovered.now.count > 0, details.disputed.before.count > 0];
    expect(some).toEqual([true, true, true, true]);
    while ((await rollUpLedger()) > 0);
    expect(await revenueDetails(year, "EUR")).toEqual(details);
  });

  test("the lists read it", async () => {
    expect((await subscriptionCount(ANY, ZONE)).count).toBe(Math.min(rows.Subscription, COUNTED_UP_TO));
    expect((await subscriptionList(ANY, ZONE, null)).rows.length).toBeGreaterThan(10);
    const plans = await planTotalsTable("UTC");
    expect(
      plans.reduce((sum, plan) => sum + plan.active + plan.trialing + plan.pastDue + plan.paused + plan.canceled + plan.unbegun, 0),
    ).toBe(rows.Subscription);
  });
});

test("events are read on from a cursor, each once", async () => {
  const seen = new Set<string>();
  let cursor: Cursor | undefined;
  for (let events = await readEvents(cursor, 3_000); events.length > 0; events = await readEvents(cursor, 3_000)) {
    for (const { id } of events) seen.add(id);
    cursor = events[events.length - 1];
  }
  expect(seen.size).toBe(rows.DomainEvent);
});

test("a subscription that falls due renews and is paid", async () => {
  const { id, cycle, renewsAt } = await db.subscription.findFirstOrThrow({
    where: { status: "ACTIVE", cancelAtPeriodEnd: false, renewsAt: { gt: UNTIL }, paymentMethod: { gateway: "sandbox" } },
    orderBy: { renewsAt: "asc" },
  });
  stopClockAt(new Date(renewsAt!.getTime() + 60_000));
  expect(await renewSubscription(id)).toBe(true);
  const renewed = await db.subscription.findUniqueOrThrow({ where: { id }, include: { invoices: { where: { cycle: cycle + 1 } } } });
  expect(renewed).toMatchObject({ status: "ACTIVE", cycle: cycle + 1, invoices: [{ status: "PAID" }] });
  await expectBooksAgree();
});

test("what was recognised is what the months would have recognised, line by line", async () => {
  stopClockAt(UNTIL);
  const before = await movements();
  const months = await db.revenueMonth.findMany({ orderBy: { month: "asc" } });
  expect(before.length).toBeGreaterThan(1_500);
  await forgetRecognition();
  for (const { month } of months) {
    await db.$executeRaw`INSERT INTO "RevenueMovement" SELECT * FROM "kept" WHERE "month" = ${month}::date`;
    expect(await closeMonths()).toBe(1);
  }
  expect(await closeMonths()).toBe(0);
  await db.$executeRaw`INSERT INTO "RevenueMovement" SELECT * FROM "kept" WHERE "month" > ${months[months.length - 1].month}::date`;
  expect(await movements()).toEqual(before);
});

function movements(): Promise<unknown[]> {
  return db.$queryRaw`
    SELECT "lineId", "kind"::text, "month", "cause", "billedAt", "currency", "amount" FROM "RevenueMovement" ORDER BY "lineId", "month", "kind", "cause"`;
}

/** What credit notes gave back is written with them, in their month. */
async function forgetRecognition(): Promise<void> {
  await db.$transaction([
    db.$executeRawUnsafe(`SET LOCAL session_replication_role = replica`),
    db.$executeRawUnsafe(`CREATE TABLE "kept" AS SELECT * FROM "RevenueMovement" WHERE "kind" = 'CREDITED'`),
    db.$executeRawUnsafe(`DELETE FROM "RevenueMovement"`),
    db.$executeRawUnsafe(`DELETE FROM "RevenueMonth"`),
    db.$executeRawUnsafe(
      `DELETE FROM "LedgerEntry" WHERE "journalId" IN (SELECT "id" FROM "LedgerJournal" WHERE "key" LIKE 'recognise:%')`,
    ),
    db.$executeRawUnsafe(`DELETE FROM "LedgerJournal" WHERE "key" LIKE 'recognise:%'`),
  ]);
}
