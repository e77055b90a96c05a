import { once } from "node:events";
import { createServer, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { newId } from "#lib/kernel/ids.ts";
import { useDatabase } from "#tests/support/database.ts";

useDatabase();

/** A gateway that takes connections and says nothing, until it hangs up on everybody. */
const held: Socket[] = [];
let isSilent = true;
const silence = createServer((socket) => {
  socket.on("error", () => undefined);
  if (isSilent) held.push(socket);
  else socket.destroy();
});
function hangUp(): void {
  isSilent = false;
  for (const socket of held.splice(0)) socket.destroy();
}

beforeAll(async () => {
  await once(silence.listen(0, "127.0.0.1"), "listening");
  vi.stubEnv("STRIPE_SECRET_KEY", "sk_test_silent");
  vi.stubEnv("STRIPE_WEBHOOK_SECRET", "whsec_silent");
  vi.stubEnv("STRIPE_API_BASE", `http://127.0.0.1:${(silence.address() as { port: number }).port}`);
});
beforeEach(() => {
  isSilent = true;
});
afterAll(() => {
  hangUp();
  silence.close();
  vi.unstubAllEnvs();
});

/** Loaded after the keys are set: the environment is read once. */
async function house() {
  const { db } = await import("#lib/db/client.ts");
  const { schedule } = await import("#lib/jobs/schedule.ts");
  const { now, stopClockAt } = await import("#lib/kernel/clock.ts");
  const { aPlan, aViewer, buy } = await import("#tests/support/shop.ts");
  const { noteRequest } = await import("#lib/payments/hanging.ts");

  /** Subscriptions that are due, older ones first: their cards were saved at `gateway`. */
  async function subscribed(count: number, gateway: string, bought: string): Promise<void> {
    stopClockAt(new Date(bought));
    const { price } = await aPlan();
    for (let index = 0; index < count; index += 1) {
      const { subscriptionId } = await buy(await aViewer(), price);
      const { paymentMethodId } = await db.subscription.findUniqueOrThrow({ where: { id: subscriptionId } });
      const at = { gateway, reference: `pm_${paymentMethodId}`, customerReference: `cus_${paymentMethodId}` };
      if (gateway !== "sandbox") await db.paymentMethod.update({ where: { id: paymentMethodId! }, data: at });
    }
  }

  /** Three requests that waited for nothing, or one that was answered. */
  function note(gateway: string, answered: boolean): void {
    for (let tries = 0; tries < 3; tries += 1) noteRequest(gateway, answered, 20_000);
  }
  const run = (name: string) => Promise.all(schedule().flatMap((job) => (job.name === name ? [job.run(job.batch)] : [])));
  const renewals = (gateway: string, status: "SUCCEEDED" | "PENDING") =>
    db.transaction.count({ where: { gateway, status, orderId: null } });
  return { db, schedule, now, stopClockAt, subscribed, note, run, renewals };
}

const SEVERAL = 8;

test("a gateway that hangs holds up nobody else: its charges wait together, eight at once and no more, the others' are made", async () => {
  const { db, stopClockAt, subscribed, run, renewals } = await house();
  await subscribed(SEVERAL + 2, "stripe", "2026-01-10T12:00:00Z");
  await subscribed(2, "sandbox", "2026-01-12T12:00:00Z");
  stopClockAt(new Date("2026-02-12T12:00:00Z"));
  const runs = run("renew subscriptions");
  await expect.poll(() => renewals("sandbox", "SUCCEEDED"), { timeout: 30_000 }).toBe(2);
  await expect.poll(() => held.length, { timeout: 30_000 }).toBe(SEVERAL);
  await sleep(500);
  expect([held.length, await renewals("stripe", "PENDING")]).toEqual([SEVERAL, SEVERAL]);
  hangUp();
  await runs;
  expect(await db.transaction.count({ where: { gateway: "stripe", status: "UNKNOWN" } })).toBe(SEVERAL + 2);
}, 90_000);

test("nor does it hold up what is charged again", async () => {
  const { db, stopClockAt, subscribed, note, run, renewals } = await house();
  await db.subscription.updateMany({ data: { renewsAt: null } });
  await subscribed(2, "stripe", "2026-02-12T13:00:00Z");
  await subscribed(2, "sandbox", "2026-02-12T14:00:00Z");
  const before = await renewals("sandbox", "SUCCEEDED");
  stopClockAt(new Date("2026-03-12T14:00:00Z"));
  for (const gateway of ["stripe", "sandbox"]) note(gateway, false); // billed, and left due
  await run("renew subscriptions");
  for (const gateway of ["stripe", "sandbox"]) note(gateway, true);
  const runs = run("chase overdue invoices");
  await expect.poll(() => held.length, { timeout: 30_000 }).toBe(2);
  await expect.poll(() => renewals("sandbox", "SUCCEEDED"), { timeout: 30_000 }).toBe(before + 2);
  expect(held).toHaveLength(2);
  hangUp();
  await runs;
}, 90_000);

test("while it hangs, what is due there stays due, nothing becomes unknown, and nothing is asked about", async () => {
  const { db, schedule, now, stopClockAt, subscribed, note } = await house();
  await db.subscription.updateMany({ data: { renewsAt: null } });
  await subscribed(2, "stripe", "2026-04-12T13:00:00Z");
  stopClockAt(new Date("2026-05-12T13:00:00Z"));
  const event = { source: "stripe", externalId: "evt_waits", type: "payment_intent.succeeded", payload: "{}" };
  const { id } = await db.inboundEvent.create({ data: { ...event, id: newId(), receivedAt: now(), nextAttemptAt: now() } });
  const unknown = () =>
    db.transaction.findMany({
      where: { status: "UNKNOWN" },
      orderBy: { number: "asc" },
      select: { number: true, reconcileAttempts: true },
    });
  const before = await unknown();
  expect(before.length).toBeGreaterThan(SEVERAL);
  note("stripe", false);
  for (const { run, batch } of schedule()) await run(batch);
  expect(await db.invoice.count({ where: { status: "OPEN", nextAttemptAt: { lte: now() } } })).toBe(2);
  expect(await unknown()).toEqual(before);
  expect(await db.inboundEvent.findUnique({ where: { id } })).toMatchObject({ attempts: 0, handledAt: null });
});
