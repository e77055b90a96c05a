import { afterAll, beforeAll, expect, test } from "vitest";
import { db } from "#lib/db/client.ts";
import { runSchedule } from "#lib/jobs/schedule.ts";
import { sellAWeekAgo } from "#scripts/chaos/prepare.ts";
import { startStripe } from "#scripts/chaos/vendors/stripe.ts";
import { type Buyer, judge } from "#scripts/chaos/verdict.ts";
import { useDatabase } from "#tests/support/database.ts";
import { aViewer } from "#tests/support/shop.ts";

useDatabase();

let stripe: Awaited<ReturnType<typeof startStripe>>;
let buyers: Buyer[];

beforeAll(async () => {
  stripe = await startStripe();
  Object.assign(process.env, stripe.keys(stripe.url));
  const sold = await sellAWeekAgo(2, stripe, 0);
  buyers = sold.map(({ id }) => ({ id, payments: 2 }));
});
afterAll(() => stripe.close());

/** How many lines each part of the verdict has. */
async function said(asked = buyers): Promise<Record<string, number>> {
  return Object.fromEntries(Object.entries(await judge(stripe, asked)).map(([name, lines]) => [name, lines.length]));
}

const NOTHING = { lost: 0, doubled: 0, unknown: 0, unfinished: 0, books: 0, undescribed: 0 };

function aPayment() {
  return stripe.server.world.list("payment_intent")[0];
}

test("a renewal that was not made is unfinished; one that was leaves nothing to say", async () => {
  expect(await said()).toEqual({ ...NOTHING, unfinished: 2 });
  await runSchedule();
  expect(await said()).toEqual(NOTHING);
});

test("a second payment for one transaction is doubled, and not written down here", async () => {
  const twice = stripe.server.world.add({ ...structuredClone(aPayment()), id: "pi_twice" });
  expect(await said()).toEqual({ ...NOTHING, lost: 1, doubled: 2 });
  stripe.server.world.objects.delete(twice.id);
});

test("money that is written down nowhere is lost, and so is a payment that Stripe does not know", async () => {
  const stray = stripe.server.world.add({ ...structuredClone(aPayment()), id: "pi_stray", metadata: {} });
  expect(await said()).toEqual({ ...NOTHING, lost: 1, doubled: 1 });
  stripe.server.world.objects.delete(stray.id);
  const taken = aPayment();
  stripe.server.world.objects.delete(taken.id);
  expect(await said()).toEqual({ ...NOTHING, lost: 1, unfinished: 1 });
  stripe.server.world.add(taken);
});

test("another amount than was asked is lost", async () => {
  const intent = aPayment();
  Object.assign(intent, { amount_received: Number(intent.amount) - 1 });
  expect(await said()).toEqual({ ...NOTHING, lost: 1 });
  Object.assign(intent, { amount_received: intent.amount });
});

test("what is given back is no longer taken, so a charge here that still counts is lost", async () => {
  const charge = stripe.server.world.get(aPayment().latest_charge);
  charge.amount_refunded = charge.amount;
  expect(await said()).toEqual({ ...NOTHING, lost: 1, unfinished: 1 });
  charge.amount_refunded = 100;
  expect(await said()).toEqual({ ...NOTHING, lost: 1 });
  charge.amount_refunded = 0;
});

test("who has nothing to show for a purchase is unfinished, and who was charged for nothing is named", async () => {
  const { id } = await aViewer();
  expect(await said([...buyers, { id, payments: 1 }])).toEqual({ ...NOTHING, unfinished: 1 });
  expect(await said(buyers.slice(1))).toEqual({ ...NOTHING, doubled: 1 });
});

test("a request that the vendor's description does not know is named, once", async () => {
  stripe.server.faults.push("POST /v1/refunds: surprise=1 is not accepted", "POST /v1/refunds: surprise=1 is not accepted");
  expect(await said()).toEqual({ ...NOTHING, undescribed: 1 });
  stripe.server.faults.length = 0;
});

test("an event that nobody has looked at is unknown", async () => {
  const event = { source: "stripe", externalId: "evt_1", type: "payment_intent.succeeded", payload: "{}" };
  const { id } = await db.inboundEvent.create({ data: { ...event, receivedAt: new Date(), nextAttemptAt: new Date() } });
  expect(await said()).toEqual({ ...NOTHING, unknown: 1 });
  await db.inboundEvent.update({ where: { id }, data: { handledAt: new Date(), nextAttemptAt: null } });
});

test("a renewal whose answer is lost is unknown here, though Stripe has the money", async () => {
  const [renewing] = await sellAWeekAgo(1, stripe, 0);
  stripe.server.troubles.push("lost after", "lost after");
  await runSchedule();
  expect(await said([...buyers, { id: renewing.id, payments: 2 }])).toEqual({ ...NOTHING, lost: 1, unknown: 1, unfinished: 1 });
});
