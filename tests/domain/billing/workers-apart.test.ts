import { afterEach, expect, test } from "vitest";
import { claimDue } from "#lib/billing/renewing/claim-due.ts";
import { runRenewals } from "#lib/billing/renewing/run-renewals.ts";
import { db } from "#lib/db/client.ts";
import { transaction } from "#lib/db/transaction.ts";
import { now, runClock } from "#lib/kernel/clock.ts";
import { expectBooksAgree } from "#tests/support/books.ts";
import { useDatabase } from "#tests/support/database.ts";
import { aPlan, aViewer, buy } from "#tests/support/shop.ts";

useDatabase();
afterEach(async () => {
  await expectBooksAgree();
  runClock();
});

const DAY_MS = 86_400_000;

/** Subscriptions that are due, by id. */
async function due(count: number): Promise<string[]> {
  const { price } = await aPlan();
  const ids: string[] = [];
  for (let made = 0; made < count; made += 1) ids.push((await buy(await aViewer(), price)).subscriptionId);
  runClock(32 * DAY_MS);
  return ids;
}

test("what another worker has under way is passed over, and free again when that one dies", async () => {
  const ids = await due(3);
  const died = transaction(async (tx) => {
    const claimed = [await claimDue(tx, ids), await claimDue(tx, ids)];
    const others = await transaction(async (other) => [
      await claimDue(other, ids),
      await claimDue(
        other,
        ids.filter((id) => id === claimed[0]!.subscriptionId),
      ),
    ]);
    expect(others[0]!.subscriptionId).not.toBe(claimed[0]!.subscriptionId);
    expect(others[1]).toBeNull();
    expect(await runRenewals()).toBe(2);
    throw new Error("killed");
  });
  await expect(died).rejects.toThrow("killed");
  expect(await runRenewals()).toBe(1);
});

test("runs at once renew each once, and leave none", async () => {
  const ids = await due(12);
  const done = await Promise.all([runRenewals(), runRenewals(), runRenewals(), runRenewals()]);
  expect(done.reduce((sum, each) => sum + each, 0)).toBe(ids.length);
  const renewed = { subscriptionId: { in: ids }, cycle: 1 };
  expect(await db.invoice.count({ where: { ...renewed, status: "PAID" } })).toBe(ids.length);
  expect(await db.transaction.count({ where: { invoice: renewed, status: "SUCCEEDED" } })).toBe(ids.length);
});

test("both subscriptions of one payer are renewed by one run", async () => {
  const viewer = await aViewer();
  for (const { price } of [await aPlan(), await aPlan()]) await buy(viewer, price);
  runClock(32 * DAY_MS);
  expect(await runRenewals()).toBe(2);
  expect(await db.subscription.count({ where: { customerId: viewer.id, renewsAt: { gt: now() } } })).toBe(2);
});
