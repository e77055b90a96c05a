import { afterEach, expect, test, vi } from "vitest";
import { SYSTEM } from "#lib/audit/audit.ts";
import { FOR_NEXT_AMOUNT, nextAmount } from "#lib/billing/parts/next-amount.ts";
import { recordFirstLogin } from "#lib/billing/renewing/record-first-login.ts";
import { db } from "#lib/db/client.ts";
import { invoiceForPdf } from "#lib/invoices/queries.ts";
import { runSchedule } from "#lib/jobs/schedule.ts";
import { stopClockAt } from "#lib/kernel/clock.ts";
import { log } from "#lib/kernel/log.ts";
import { getSettings } from "#lib/settings/settings.ts";
import { useDatabase } from "#tests/support/database.ts";
import { aPlan, aViewer, buy, CARDS, liveIn, order, payAtSandbox } from "#tests/support/shop.ts";

useDatabase();
afterEach(() => vi.restoreAllMocks());

/** As after the database of a newer server was taken to an older one. */
async function inZone(subscriptionId: string | null, timeZone: string): Promise<string> {
  const { id } = await db.subscription.update({ where: { id: subscriptionId! }, data: { timeZone } });
  return id;
}

test("what was sold in a zone that is unknown here renews on the account's days, which is said in the log", async () => {
  const errors = vi.spyOn(log, "error");
  await liveIn("America/New_York");
  stopClockAt(new Date("2026-01-15T12:00:00Z"));
  const id = await inZone((await buy(await aViewer(), (await aPlan()).price)).subscriptionId, "Europe/Newtown");
  const subscription = await db.subscription.findUniqueOrThrow({ where: { id }, include: { ...FOR_NEXT_AMOUNT, customer: true } });
  expect(await nextAmount(db, subscription, await getSettings())).toEqual({ minor: 1000n, currency: "EUR" });
  stopClockAt(new Date("2026-02-15T12:00:00Z"));
  await runSchedule();
  // Midnight in New York.
  expect(await db.subscription.findUnique({ where: { id } })).toMatchObject({
    status: "ACTIVE",
    cycle: 1,
    currentPeriodEnd: new Date("2026-03-15T04:00:00Z"),
    timeZone: "Europe/Newtown",
  });
  expect(errors.mock.calls).toEqual([
    [{ timeZone: "Europe/Newtown", instead: "America/New_York" }, expect.stringContaining("unknown here")],
  ]);
});

test("it is billed late, and recovers when it is paid", async () => {
  await liveIn("Europe/Berlin");
  stopClockAt(new Date("2026-01-15T12:00:00Z"));
  const id = await inZone(
    (await buy(await aViewer(), (await aPlan()).price, { card: CARDS.laterRecovers })).subscriptionId,
    "Mars/Olympus",
  );
  stopClockAt(new Date("2026-02-17T12:00:00Z"));
  await runSchedule();
  expect(await db.subscription.findUnique({ where: { id } })).toMatchObject({ status: "PAST_DUE", cycle: 1 });
  for (const later of ["2026-02-19T12:00:00Z", "2026-02-24T12:00:00Z", "2026-03-03T12:00:00Z"]) {
    stopClockAt(new Date(later));
    await runSchedule();
  }
  expect(await db.subscription.findUnique({ where: { id } })).toMatchObject({
    status: "ACTIVE",
    renewsAt: new Date("2026-03-14T23:00:00Z"),
  });
});

test.each([
  ["a paid term", {}, "2026-02-14T23:00:00Z"],
  ["a trial", { trialDays: 7 }, "2026-01-22T12:00:00Z"],
])("%s begins when it is paid", async (_, options, end) => {
  stopClockAt(new Date("2026-01-15T12:00:00Z"));
  await liveIn("Europe/Berlin");
  const { orderId } = await order(await aViewer(), (await aPlan(options)).price);
  const { subscriptionId } = await db.order.findUniqueOrThrow({ where: { id: orderId } });
  const id = await inZone(subscriptionId, "Mars/Olympus");
  await payAtSandbox(orderId);
  await runSchedule();
  stopClockAt(new Date("2026-01-15T12:10:00Z"));
  await runSchedule();
  const { status, currentPeriodEnd } = await db.subscription.findUniqueOrThrow({ where: { id } });
  expect(["ACTIVE", "TRIALING"]).toContain(status);
  expect(currentPeriodEnd!.getTime() - new Date(end).getTime()).toBeLessThanOrEqual(600_000);
});

test("a term that waited begins at the first login", async () => {
  stopClockAt(new Date("2026-01-15T12:00:00Z"));
  await liveIn("Europe/Berlin");
  const viewer = await aViewer();
  const id = await inZone((await buy(viewer, (await aPlan({ startsAtFirstLogin: true })).price)).subscriptionId, "Mars/Olympus");
  await recordFirstLogin({ customerId: viewer.id }, SYSTEM);
  expect(await db.subscription.findUnique({ where: { id } })).toMatchObject({ currentPeriodEnd: new Date("2026-02-14T23:00:00Z") });
});

test("an invoice whose seller lived in such a zone is printed with the account's days", async () => {
  await liveIn("Europe/Berlin");
  const { subscriptionId } = await buy(await aViewer(), (await aPlan()).price);
  const { id, seller } = await db.invoice.findFirstOrThrow({ where: { subscriptionId } });
  await db.$executeRaw`ALTER TABLE "Invoice" DISABLE TRIGGER USER`;
  await db.invoice.update({ where: { id }, data: { seller: { ...(seller as object), timeZone: "Mars/Olympus" } } });
  await db.$executeRaw`ALTER TABLE "Invoice" ENABLE TRIGGER USER`;
  expect((await invoiceForPdf(id))?.timeZone).toBe("Europe/Berlin");
});
