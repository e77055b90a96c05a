import { expect, it } from "vitest";
import { SYSTEM } from "#lib/audit/audit.ts";
import { retryOrder } from "#lib/billing/buying/retry-order.ts";
import { archivePrice } from "#lib/catalog/archive-price.ts";
import { lockOffer } from "#lib/catalog/lock.ts";
import { saveCoupon, saveCouponInput } from "#lib/catalog/save-coupon.ts";
import { db } from "#lib/db/client.ts";
import { transaction } from "#lib/db/transaction.ts";
import { now, stopClockAt } from "#lib/kernel/clock.ts";
import { useDatabase } from "#tests/support/database.ts";
import { aCoupon, aPlan, aViewer } from "#tests/support/shop.ts";
import { look } from "./shown-page.ts";

useDatabase();
stopClockAt(new Date("2026-05-01T12:00:00Z"));

/** What becomes of an order while `change` holds its locks and has not committed: it waits to write its line of the audit log. */
async function orderedDuring(order: () => Promise<unknown>, change: () => Promise<unknown>) {
  const [locked, released] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const holding = transaction(async (tx) => {
    await tx.$executeRaw`LOCK TABLE "AuditEntry" IN SHARE MODE`;
    locked.resolve();
    await released.promise;
  });
  await locked.promise;
  const changed = change();
  await expect.poll(waitsForAudit, { timeout: 10_000 }).toBe(true);
  let answered = false;
  const ordered = order()
    .catch((error: unknown) => error)
    .finally(() => (answered = true));
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(answered).toBe(false);
  released.resolve();
  await Promise.all([holding, changed]);
  return ordered;
}

async function waitsForAudit(): Promise<boolean> {
  const waiting = await db.$queryRaw<unknown[]>`
    SELECT 1 FROM pg_locks JOIN pg_database ON pg_database.oid = database
    WHERE NOT granted AND relation = '"AuditEntry"'::regclass AND datname = current_database()`;
  return waiting.length > 0;
}

it("an order waits for a correction that is under way", async () => {
  const viewer = await aViewer();
  const { price } = await aPlan({ interval: "YEAR", amount: 12_000n });
  await db.price.create({
    data: { planId: price.planId, interval: "WEEK", createdAt: now(), amounts: { create: { currency: "EUR", amount: 1n } } },
  });
  const ordered = await orderedDuring((await look(viewer, price)).order, () => archivePrice({ id: price.id }, SYSTEM));
  expect(ordered).toMatchObject({ code: "price_changed" });
});

it("an order waits for a correction of its coupon, and is not sold unseen", async () => {
  const viewer = await aViewer();
  const { price } = await aPlan();
  const { id, code } = await aCoupon(`HELD-${viewer.number}`);
  const input = saveCouponInput.parse({ id, code, discount: "percent", percent: "1" });
  const ordered = await orderedDuring((await look(viewer, price, code)).order, () => saveCoupon(input, SYSTEM));
  expect(ordered).toMatchObject({ code: "terms_changed" });
  expect(await db.order.count({ where: { customerId: viewer.id } })).toBe(0);
});

it("a coupon's correction waits for an order of it that is under way", async () => {
  const { price } = await aPlan();
  const { id, code } = await aCoupon("ORDERED");
  const [looked, released] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const ordering = transaction(async (tx) => {
    await lockOffer(tx, { priceId: price.id, couponCode: code });
    looked.resolve();
    await released.promise;
  });
  await looked.promise;
  let answered = false;
  const input = saveCouponInput.parse({ id, code, discount: "percent", percent: "1" });
  const corrected = saveCoupon(input, SYSTEM).finally(() => (answered = true));
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(answered).toBe(false);
  released.resolve();
  await Promise.all([ordering, corrected]);
});

it("an order that is taken up again waits for a correction, and is not sold unseen", async () => {
  const viewer = await aViewer();
  const { price } = await aPlan();
  const { orderId } = await (await look(viewer, price)).order();
  await db.price.create({ data: { planId: price.planId, interval: "YEAR", createdAt: now() } });
  const resumed = await orderedDuring(
    () => retryOrder({ orderId }, viewer.id),
    () => archivePrice({ id: price.id }, SYSTEM),
  );
  expect(resumed).toMatchObject({ code: "terms_changed" });
});
