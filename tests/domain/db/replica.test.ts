import { afterAll, beforeAll, expect, it } from "vitest";
import { db, replica } from "#lib/db/client.ts";
import { cohorts } from "#lib/reports/cohorts.ts";
import { funnel } from "#lib/reports/funnel.ts";
import { ledgerReport } from "#lib/reports/ledger.ts";
import { mrrReport } from "#lib/reports/mrr/report.ts";
import { periodOf } from "#lib/reports/period.ts";
import { revenue } from "#lib/reports/revenue.ts";
import { revenueDetails } from "#lib/reports/revenue-details.ts";
import { planTotalsTable, runningSubscriptions } from "#lib/reports/subscriptions.ts";
import { transactions } from "#lib/reports/transactions.ts";
import { transactionsByState } from "#lib/reports/transactions-by-state.ts";
import { addCustomer, addPlanWithPrice, addSubscription, addTransaction } from "#tests/domain/reports/history.ts";
import { useDatabase } from "#tests/support/database.ts";
import { onServer } from "#tests/support/global-setup.ts";

const address = new URL(process.env.DATABASE_URL!);
const copy = `${address.pathname.slice(1)}_copy`;
// As a standby is: nothing can be written there.
const options = "?options=-c%20default_transaction_read_only%3Don";
process.env.DATABASE_REPLICA_URL = Object.assign(new URL(address), { pathname: copy, search: options }).href;

useDatabase();

const AT = new Date("2026-03-20T12:00:00Z");
const period = periodOf({ choice: "month", from: null, to: null }, "UTC", AT);
const LIST = { q: "", status: [], kind: [], gateway: null, currency: null, country: null, planId: null, customerId: null } as const;

beforeAll(async () => {
  const add = async (amount: bigint) => {
    const plan = await addPlanWithPrice("Basic");
    const { id: customerId } = await addCustomer();
    await addSubscription(plan, { activatedAt: new Date("2026-03-02T12:00:00Z") });
    await addTransaction("2026-03-05T10:00:00Z", amount, { customerId, planId: plan.plan.id });
  };
  await add(1000n);
  await db.$disconnect();
  await onServer(`CREATE DATABASE ${copy} TEMPLATE ${address.pathname.slice(1)} STRATEGY FILE_COPY`);
  await add(70n);
});

afterAll(async () => {
  await replica.$disconnect();
  await onServer(`DROP DATABASE ${copy} WITH (FORCE)`);
});

it("reports read the copy, which lets nobody write", async () => {
  expect((await revenue(period, "EUR")).now).toMatchObject({ payments: 1, gross: 1000n });
  expect(await transactionsByState(period)).toEqual([{ status: "SUCCEEDED", count: 1 }]);
  const { totals, sold } = await runningSubscriptions(period);
  expect([totals.active, sold]).toEqual([1, true]);
  expect((await planTotalsTable("UTC")).map(({ active, amounts }) => [active, amounts])).toEqual([
    [1, [{ currency: "EUR", minor: 1000n }]],
  ]);
  const months = { from: Temporal.PlainYearMonth.from("2026-03"), count: 1, timeZone: "UTC" };
  expect(await cohorts(months)).toEqual([{ month: "2026-03", began: 1, left: [1] }]);
  expect(await ledgerReport(months, "EUR")).toEqual([]);
  expect(await revenueDetails(period, "EUR")).toMatchObject({ tax: 0n, recovered: { now: { count: 0 } } });
  expect((await funnel(period)).steps[0].visitors).toBe(0);
  expect(await mrrReport(period, "EUR", AT)).not.toBeNull();
  await expect(replica.customer.deleteMany()).rejects.toThrow(/read-only/);
});

it("lists in which somebody looks for what they just did read the database itself", async () => {
  const more = { subscriptionId: null, trouble: null, date: "created", from: null, to: null, hour: null, min: null, max: null } as const;
  const { rows } = await transactions({ ...LIST, ...more, status: [], kind: [] }, "UTC", null);
  expect(rows.map(({ amount }) => amount)).toEqual([70n, 1000n]);
});
