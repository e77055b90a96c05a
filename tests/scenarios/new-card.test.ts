import { beforeEach, expect, test } from "vitest";
import { confirmReturn } from "#lib/billing/asking/confirm-return.ts";
import { chooseMethod, removeMethod } from "#lib/billing/buying/choose-method.ts";
import { ownMethods } from "#lib/billing/buying/own-methods.ts";
import { payInvoice } from "#lib/billing/buying/pay-invoice.ts";
import { applyOutcome } from "#lib/billing/settling/apply-outcome.ts";
import { db } from "#lib/db/client.ts";
import type { Customer } from "#lib/db/generated/client.ts";
import { stopClockAt } from "#lib/kernel/clock.ts";
import { completeSandboxCheckout } from "#lib/payments/gateways/sandbox/checkout.ts";
import { expectBooksAgree } from "#tests/support/books.ts";
import { useDatabase } from "#tests/support/database.ts";
import { aPlan, aViewer, buy, CARDS, order, payAtSandbox } from "#tests/support/shop.ts";
import { at, chargesOf, emailsTo, endEarlierStories, statusOf } from "#tests/support/story.ts";

/** What becomes of a viewer's other plans when they pay for one with a new card. */
useDatabase();
beforeEach(endEarlierStories);

async function subscribed(start: string, card: string, viewer?: Customer) {
  stopClockAt(new Date(`${start}T12:00:00Z`));
  const buyer = viewer ?? (await aViewer());
  return { viewer: buyer, ...(await buy(buyer, (await aPlan()).price, { card })) };
}

/** Pays the open invoice of a plan on the gateway's page, and returns. */
async function pay(subscriptionId: string, viewer: Customer, card: string) {
  const invoice = await db.invoice.findFirstOrThrow({ where: { subscriptionId, status: "OPEN" } });
  await payInvoice({ invoiceId: invoice.id, gateway: "sandbox" }, viewer, null);
  const { gatewayReference } = await db.transaction.findFirstOrThrow({ where: { invoiceId: invoice.id }, orderBy: { number: "desc" } });
  await completeSandboxCheckout(gatewayReference!, card);
  expect(await confirmReturn({ invoiceId: invoice.id })).toMatchObject({ status: "paid" });
}

const cardOf = async (subscriptionId: string) =>
  (await db.subscription.findUniqueOrThrow({ where: { id: subscriptionId }, include: { paymentMethod: true } })).paymentMethod?.last4;

test("a plan on a lost card is paid by the card with which another plan is bought, at once", async () => {
  const { subscriptionId, viewer } = await subscribed("2027-01-10", CARDS.laterLost);
  await at("2027-02-10");
  expect(await statusOf(subscriptionId)).toBe("PAST_DUE");
  await subscribed("2027-02-11", CARDS.ok, viewer);
  expect(await chargesOf(subscriptionId)).toEqual([
    ["SUCCEEDED", "2027-01-10"],
    ["DECLINED", "2027-02-10"],
    ["SUCCEEDED", "2027-02-11"],
  ]);
  expect(await statusOf(subscriptionId)).toBe("ACTIVE");
  await expectBooksAgree();
});

test("where the buyer does not return, the worker charges it", async () => {
  const { subscriptionId, viewer } = await subscribed("2028-01-10", CARDS.laterLost);
  await at("2028-02-10");
  const { orderId } = await order(viewer, (await aPlan()).price);
  const outcome = await payAtSandbox(orderId);
  await applyOutcome((await db.transaction.findFirstOrThrow({ where: { orderId } })).id, outcome, "webhook");
  expect(await statusOf(subscriptionId)).toBe("PAST_DUE");
  await at("2028-02-10T12:05:00Z");
  expect(await statusOf(subscriptionId)).toBe("ACTIVE");
});

test("of two plans that are overdue on a lost card, paying one pays the other", async () => {
  const { subscriptionId, viewer } = await subscribed("2029-01-10", CARDS.laterLost);
  const other = await subscribed("2029-01-10", CARDS.laterLost, viewer);
  await at("2029-02-10");
  await pay(subscriptionId, viewer, CARDS.ok);
  expect([await statusOf(subscriptionId), await statusOf(other.subscriptionId)]).toEqual(["ACTIVE", "ACTIVE"]);
  expect((await chargesOf(other.subscriptionId)).map(([status]) => status)).toEqual(["SUCCEEDED", "DECLINED", "SUCCEEDED"]);
  await expectBooksAgree();
});

test("a lost card is not tried for the next plan, when another was paid with; one that may recover is", async () => {
  const { subscriptionId, viewer } = await subscribed("2030-01-10", CARDS.laterLost);
  const lost = await subscribed("2030-01-20", CARDS.laterLost, viewer);
  await at("2030-02-10");
  await pay(subscriptionId, viewer, CARDS.ok);
  await at("2030-02-20");
  expect((await chargesOf(lost.subscriptionId)).map(([status]) => status)).toEqual(["SUCCEEDED", "SUCCEEDED"]);

  const poor = await subscribed("2030-03-10", CARDS.laterRecovers);
  const next = await subscribed("2030-03-20", CARDS.laterRecovers, poor.viewer);
  await at("2030-04-10");
  await pay(poor.subscriptionId, poor.viewer, CARDS.ok);
  expect([await cardOf(poor.subscriptionId), await cardOf(next.subscriptionId)]).toEqual(["4242", "5100"]);
});

test("an expired card gives way to a new one, and what was chosen for a healthy plan stays", async () => {
  const healthy = await subscribed("2031-01-10", CARDS.ok);
  const expired = await subscribed("2031-01-10", CARDS.laterDeclines, healthy.viewer);
  await db.paymentMethod.updateMany({ where: { customerId: healthy.viewer.id, last4: "0341" }, data: { expYear: 2030 } });
  await subscribed("2031-01-20", CARDS.same, healthy.viewer);
  expect([await cardOf(healthy.subscriptionId), await cardOf(expired.subscriptionId)]).toEqual(["4242", "4444"]);
});

test("the methods say which renewals are charged to each, and which of them choosing would change", async () => {
  const { viewer } = await subscribed("2032-01-10", CARDS.ok);
  await subscribed("2032-01-11", CARDS.same, viewer);
  const shown = async () => (await ownMethods(viewer.id)).map(({ last4, renews, chosen }) => [last4, renews, chosen]);
  expect(await shown()).toEqual([
    ["4444", ["Premium"], false],
    ["4242", ["Premium"], false],
  ]);
  await chooseMethod({ methodId: (await ownMethods(viewer.id))[0].id }, viewer.id);
  expect(await shown()).toEqual([
    ["4444", ["Premium", "Premium"], true],
    ["4242", [], false],
  ]);
});

test("the last card of a plan that waits for its first login, and then renews, stays, and its viewer is told before it expires", async () => {
  stopClockAt(new Date("2033-01-10T12:00:00Z"));
  const viewer = await aViewer();
  await buy(viewer, (await aPlan({ startsAtFirstLogin: true })).price);
  const { id } = await db.paymentMethod.findFirstOrThrow({ where: { customerId: viewer.id } });
  await expect(removeMethod({ methodId: id }, viewer.id)).rejects.toMatchObject({ code: "method_needed" });
  await db.paymentMethod.update({ where: { id }, data: { expYear: 2033, expMonth: 3 } });
  await at("2033-03-10");
  expect(await emailsTo(viewer.id)).toMatchObject({ card_expiring: 1 });
});

test("a card that was chosen while an older one was not heard of stays, when that one has paid after all", async () => {
  const { subscriptionId, viewer } = await subscribed("2037-01-10", CARDS.timeout);
  await at("2037-01-10T12:05:00Z");
  await at("2037-02-10T00:00:00Z");
  await subscribed("2037-02-10", CARDS.ok, viewer);
  const chosen = await db.paymentMethod.findFirstOrThrow({ where: { customerId: viewer.id, last4: CARDS.ok.slice(-4) } });
  await chooseMethod({ methodId: chosen.id }, viewer.id);
  await at("2037-02-10T12:05:00Z");
  expect((await chargesOf(subscriptionId)).map(([status]) => status)).toEqual(["SUCCEEDED", "SUCCEEDED"]);
  expect(await cardOf(subscriptionId)).toBe(chosen.last4);
});
