import { expect, test } from "vitest";
import { SYSTEM } from "#lib/audit/audit.ts";
import { confirmReturn } from "#lib/billing/asking/confirm-return.ts";
import { payInvoice } from "#lib/billing/buying/pay-invoice.ts";
import { cancelPlan } from "#lib/billing/ending/cancel-plan.ts";
import { db } from "#lib/db/client.ts";
import { transaction } from "#lib/db/transaction.ts";
import { stopClockAt } from "#lib/kernel/clock.ts";
import { completeSandboxCheckout } from "#lib/payments/gateways/sandbox/checkout.ts";
import { endSubscription } from "#lib/subscriptions/cancel.ts";
import { lockSubscription } from "#lib/subscriptions/lock.ts";
import { useDatabase } from "#tests/support/database.ts";
import { aPlan, aViewer, buy, CARDS, change } from "#tests/support/shop.ts";
import { at } from "#tests/support/story.ts";

useDatabase();

const MOVIES = { packages: ["Movies"], maxDevices: 3, maxStreams: 2, quality: "HD" as const };

async function aMoviePlan() {
  const sold = await aPlan();
  await db.plan.update({ where: { id: sold.plan.id }, data: MOVIES });
  return sold;
}

const accessOf = async (subscriptionId: string) =>
  (await db.domainEvent.findMany({ where: { subscriptionId, subject: "ACCESS" }, orderBy: { position: "asc" } })).map(
    ({ type, source, data }) => ({ type, source, data }),
  );

test("access is told with what it grants, when it is given, changed and taken, by the statement that tells of its cause", async () => {
  stopClockAt(new Date("2026-05-01T12:00:00Z"));
  const { price } = await aMoviePlan();
  const sports = await aPlan({ amount: 300n, kind: "ADD_ON" });
  await db.plan.update({ where: { id: sports.plan.id }, data: { packages: ["Sports"], maxDevices: 1, maxStreams: 1, quality: "UHD" } });
  const { subscriptionId } = await buy(await aViewer(), price);
  await change(subscriptionId, { add: sports.price.id });
  await cancelPlan({ subscriptionId, when: "now" }, SYSTEM);
  expect(await accessOf(subscriptionId)).toEqual([
    { type: "granted", source: "return", data: MOVIES },
    { type: "changed", source: "operator", data: { packages: ["Movies", "Sports"], maxDevices: 4, maxStreams: 3, quality: "UHD" } },
    { type: "ended", source: "system", data: { endedAt: "2026-05-01T12:00:00.000Z" } },
  ]);
  const [begun, granted] = await db.domainEvent.findMany({
    where: { subscriptionId, type: { in: ["activated", "granted"] } },
    orderBy: { position: "asc" },
  });
  expect([granted.txid, granted.position]).toEqual([begun.txid, begun.position + 1n]);
});

test("a payment that fails within grace takes no access; what is paid after the end gives it back", async () => {
  stopClockAt(new Date("2027-01-31T15:00:00Z"));
  const viewer = await aViewer();
  const { subscriptionId } = await buy(viewer, (await aMoviePlan()).price, { card: CARDS.laterDeclines });
  await at("2027-02-28");
  const invoice = await db.invoice.findFirstOrThrow({ where: { subscriptionId, status: "OPEN" } });
  expect(await accessOf(subscriptionId)).toHaveLength(1);
  await payInvoice({ invoiceId: invoice.id, gateway: "sandbox", anew: true }, viewer, null);
  const { gatewayReference } = await db.transaction.findFirstOrThrow({ where: { invoiceId: invoice.id }, orderBy: { number: "desc" } });
  await transaction(async (tx) => endSubscription(tx, await lockSubscription(tx, subscriptionId), "EXPIRED", "worker"));
  await completeSandboxCheckout(gatewayReference!, CARDS.ok);
  await confirmReturn({ invoiceId: invoice.id });
  const told = await accessOf(subscriptionId);
  expect(told.map(({ type }) => type)).toEqual(["granted", "ended", "granted"]);
  expect(told[2].data).toEqual(MOVIES);
});
