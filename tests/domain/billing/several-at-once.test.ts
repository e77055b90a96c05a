import { once } from "node:events";
import { createServer, type Socket } from "node:net";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { useDatabase } from "#tests/support/database.ts";

useDatabase();

/** A gateway that takes connections and says nothing. */
const held: Socket[] = [];
const silence = createServer((socket) => void held.push(socket.on("error", () => undefined)));

beforeAll(async () => {
  await once(silence.listen(0, "127.0.0.1"), "listening");
  vi.stubEnv("STRIPE_SECRET_KEY", "sk_test_silent");
  vi.stubEnv("STRIPE_API_BASE", `http://127.0.0.1:${(silence.address() as { port: number }).port}`);
});
afterAll(() => vi.unstubAllEnvs());

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

  const renewals = (gateway: string, status: "SUCCEEDED" | "PENDING") =>
    db.transaction.count({ where: { gateway, status, orderId: null } });
  return { db, schedule, now, stopClockAt, subscribed, renewals, noteRequest };
}

test("a gateway that hangs holds up nobody else: its charges wait together, the others' are made", async () => {
  const { db, schedule, stopClockAt, subscribed, renewals } = await house();
  await subscribed(3, "stripe", "2026-01-10T12:00:00Z");
  await subscribed(2, "sandbox", "2026-01-12T12:00:00Z");
  stopClockAt(new Date("2026-02-12T12:00:00Z"));
  const renew = schedule().filter(({ name }) => name === "renew subscriptions");
  const runs = Promise.all(renew.map(({ run, batch }) => run(batch)));
  await expect.poll(() => renewals("sandbox", "SUCCEEDED"), { timeout: 30_000 }).toBe(2);
  await expect.poll(() => held.length, { timeout: 30_000 }).toBe(3);
  expect(await renewals("stripe", "PENDING")).toBe(3);
  silence.close();
  for (const socket of held) socket.destroy();
  await runs;
  expect(await db.transaction.count({ where: { gateway: "stripe", status: "UNKNOWN" } })).toBe(3);
}, 90_000);

test("while it hangs, what is due there stays due and nothing becomes unknown", async () => {
  const { db, schedule, now, stopClockAt, subscribed, noteRequest } = await house();
  await db.subscription.updateMany({ data: { renewsAt: null } });
  await subscribed(2, "stripe", "2026-02-12T13:00:00Z");
  stopClockAt(new Date("2026-03-12T13:00:00Z"));
  const unknown = () => db.transaction.count({ where: { status: "UNKNOWN" } });
  const before = await unknown();
  for (let tries = 0; tries < 3; tries += 1) noteRequest("stripe", false, 20_000);
  for (const { run, batch } of schedule()) await run(batch);
  expect(await db.invoice.count({ where: { status: "OPEN", nextAttemptAt: { lte: now() } } })).toBe(2);
  expect(await unknown()).toBe(before);
});
