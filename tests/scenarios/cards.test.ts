import { beforeEach, expect, test } from "vitest";
import { confirmReturn } from "#lib/billing/asking/confirm-return.ts";
import { addMethod } from "#lib/billing/buying/add-method.ts";
import { chooseMethod, removeMethod } from "#lib/billing/buying/choose-method.ts";
import { ownMethods } from "#lib/billing/buying/own-methods.ts";
import { payInvoice } from "#lib/billing/buying/pay-invoice.ts";
import { applyOutcome } from "#lib/billing/settling/apply-outcome.ts";
import { db } from "#lib/db/client.ts";
import type { Customer } from "#lib/db/generated/client.ts";
import { now, stopClockAt } from "#lib/kernel/clock.ts";
import { readLink } from "#lib/kernel/signed-link.ts";
import { completeSandboxCheckout } from "#lib/payments/gateways/sandbox/checkout.ts";
import { expectBooksAgree } from "#tests/support/books.ts";
import { useDatabase } from "#tests/support/database.ts";
import { aPlan, aViewer, buy, CARDS } from "#tests/support/shop.ts";
import { at, chargesOf, emailsTo, endEarlierStories, statusOf } from "#tests/support/story.ts";

useDatabase();
beforeEach(endEarlierStories);

async function subscribed(card: string, year: number, interval: "MONTH" | "YEAR" = "MONTH") {
  stopClockAt(new Date(`${year}-01-31T15:00:00Z`));
  const { price } = await aPlan({ interval });
  const viewer = await aViewer({ phone: "+4915112345678" });
  return { viewer, ...(await buy(viewer, price, { card })) };
}

test("a renewal that needs a confirmation says so, and not that it was declined", async () => {
  const { subscriptionId, viewer } = await subscribed(CARDS.laterNeedsAction, 2026);
  await at("2026-02-28");
  const invoice = await db.invoice.findFirstOrThrow({ where: { subscriptionId, status: "OPEN" } });
  const told = await db.message.findMany({ where: { invoiceId: invoice.id }, orderBy: { kind: "asc" } });
  expect(told.map(({ kind, templateKey }) => `${kind} ${templateKey}`)).toEqual(["EMAIL payment_confirmation", "SMS payment_confirmation"]);
  for (const { text } of told) {
    expect(readLink("pay-invoice", /\/pay\?token=([\w-]+)/.exec(text)![1], now())).toEqual({ id: invoice.id, expired: false });
    expect(text).toMatch(/confirm/i);
    expect(text).not.toMatch(/declined|not go through/i);
  }
  expect(await emailsTo(viewer.id)).not.toHaveProperty("payment_failed");
});

test("whoever is asked by their bank may pay with another card instead", async () => {
  const { subscriptionId, viewer } = await subscribed(CARDS.laterNeedsAction, 2027);
  await at("2027-02-28");
  const { id } = await db.invoice.findFirstOrThrow({ where: { subscriptionId, status: "OPEN" } });
  const asked = await newestOf(viewer.id);
  expect(await payInvoice({ invoiceId: id, gateway: "sandbox" }, viewer, null)).toBe(asked.actionUrl);
  expect(await payInvoice({ invoiceId: id, gateway: "sandbox", anew: true }, viewer, null)).toContain("/sandbox/pay/");
  expect(await db.transaction.findUniqueOrThrow({ where: { id: asked.id } })).toMatchObject({ status: "CANCELED" });
});

/** Adds a card as a viewer does, up to the return. */
async function addCard(viewer: Customer, card: string, replaces?: string) {
  expect(await addMethod({ customer: viewer, gateway: "sandbox", replaces, source: "account", ip: null })).toContain("/sandbox/pay/");
  const { id, gatewayReference } = await newestOf(viewer.id);
  await completeSandboxCheckout(gatewayReference!, card);
  return { setupId: id, returned: await confirmReturn({ setupId: id }) };
}

const newestOf = (customerId: string) => db.transaction.findFirstOrThrow({ where: { customerId }, orderBy: { number: "desc" } });

test("a card added before a renewal fails is what every subscription renews with", async () => {
  const { viewer, subscriptionId } = await subscribed(CARDS.laterDeclines, 2028);
  const { setupId, returned } = await addCard(viewer, CARDS.ok);
  expect(returned).toMatchObject({ status: "paid" });
  expect(await db.transaction.findUniqueOrThrow({ where: { id: setupId } })).toMatchObject({
    kind: "SETUP",
    status: "SUCCEEDED",
    amount: 0n,
    last4: "4242",
  });
  expect((await ownMethods(viewer.id)).map(({ last4, isDefault }) => [last4, isDefault])).toEqual([
    ["4242", true],
    ["0341", false],
  ]);
  await at("2028-02-29");
  expect((await chargesOf(subscriptionId)).map(([status]) => status)).toEqual(["SUCCEEDED", "SUCCEEDED"]);
  await expectBooksAgree();
});

test("a card that takes another's place pays at once what is overdue, and the other is forgotten", async () => {
  const { viewer, subscriptionId } = await subscribed(CARDS.laterDeclines, 2029);
  await at("2029-02-28");
  expect(await statusOf(subscriptionId)).toBe("PAST_DUE");
  const [old] = await ownMethods(viewer.id);
  await addCard(viewer, CARDS.ok, old.id);
  expect(await statusOf(subscriptionId)).toBe("ACTIVE");
  expect((await chargesOf(subscriptionId)).map(([status]) => status)).toEqual(["SUCCEEDED", "DECLINED", "SUCCEEDED"]);
  expect((await ownMethods(viewer.id)).map(({ last4 }) => last4)).toEqual(["4242"]);
  expect(await db.paymentMethod.findUniqueOrThrow({ where: { id: old.id } })).toMatchObject({ isDefault: false, detachedAt: now() });
  await expectBooksAgree();
});

test("a card chosen after a final decline is charged at once; where nobody returns, the worker does it", async () => {
  const { viewer, subscriptionId } = await subscribed(CARDS.laterDeclines, 2030);
  await at("2030-02-28");
  const invoice = await db.invoice.findFirstOrThrow({ where: { subscriptionId, status: "OPEN" } });
  await db.invoice.update({ where: { id: invoice.id }, data: { nextAttemptAt: null } });
  await at("2030-03-01");
  await addMethod({ customer: viewer, gateway: "sandbox", source: "account", ip: null });
  const { id, gatewayReference } = await newestOf(viewer.id);
  await applyOutcome(id, await completeSandboxCheckout(gatewayReference!, CARDS.ok), "webhook");
  expect(await statusOf(subscriptionId)).toBe("PAST_DUE");
  await at("2030-03-01");
  expect(await statusOf(subscriptionId)).toBe("ACTIVE");
});

test("what the bank said of an old card, while a new one was chosen, holds for the old one alone", async () => {
  const { viewer, subscriptionId } = await subscribed(CARDS.laterFails, 2031);
  const other = await addCard(viewer, CARDS.ok);
  const [chosen, old] = await ownMethods(viewer.id);
  expect(other.returned).toMatchObject({ status: "paid" });
  await chooseMethod({ methodId: old.id }, viewer.id);
  await at("2031-02-28");
  await chooseMethod({ methodId: chosen.id }, viewer.id);
  const underWay = await newestOf(viewer.id);
  expect(underWay).toMatchObject({ status: "PENDING", paymentMethodId: old.id });
  await applyOutcome(
    underWay.id,
    { status: "declined", retry: "final", code: "account_closed", reason: "The account is closed." },
    "webhook",
  );
  await at("2031-02-28");
  expect(await statusOf(subscriptionId)).toBe("ACTIVE");
});

test("a method of another viewer is not replaced, and a gateway that saves none is refused", async () => {
  const [mine, theirs] = [await subscribed(CARDS.ok, 2032), await subscribed(CARDS.ok, 2032)];
  const [method] = await ownMethods(theirs.viewer.id);
  const input = { customer: mine.viewer, source: "account" as const, ip: null };
  await expect(addMethod({ ...input, gateway: "sandbox", replaces: method.id })).rejects.toMatchObject({ code: "method_unknown" });
  await expect(addMethod({ ...input, gateway: "nobody" })).rejects.toMatchObject({ code: "gateway_unavailable" });
});

test("the last method stays while a subscription renews, or is to be paid", async () => {
  const { viewer } = await subscribed(CARDS.laterDeclines, 2033);
  const [method] = await ownMethods(viewer.id);
  await expect(removeMethod({ methodId: method.id }, viewer.id)).rejects.toMatchObject({ code: "method_needed" });
  await at("2033-02-28");
  await expect(removeMethod({ methodId: method.id }, viewer.id)).rejects.toMatchObject({ code: "method_needed" });
});

async function lettersOfExpiry(customerId: string): Promise<string[]> {
  const messages = await db.message.findMany({ where: { customerId, templateKey: "card_expiring" }, orderBy: { createdAt: "asc" } });
  return messages.map(({ createdAt, subject }) => `${createdAt.toISOString().slice(0, 10)} ${subject}`);
}

const expires = (customerId: string, expYear: number, expMonth: number) =>
  db.paymentMethod.updateMany({ where: { customerId }, data: { expYear, expMonth } });

test("a card that expires is told of 30 and 7 days before the end of its month, once each, however often it was saved", async () => {
  const { viewer, subscriptionId } = await subscribed(CARDS.ok, 2034, "YEAR");
  const { price } = await aPlan({ interval: "YEAR" });
  await buy(viewer, price);
  expect(await db.paymentMethod.count({ where: { customerId: viewer.id } })).toBe(2);
  await expires(viewer.id, 2034, 6);
  await at("2034-05-31T20:00:00Z");
  expect(await lettersOfExpiry(viewer.id)).toEqual([]);
  for (const day of ["2034-06-01", "2034-06-02", "2034-06-23", "2034-06-24", "2034-06-25", "2034-06-30", "2034-07-01"]) await at(day);
  const subject = "Your card expires on Jun 30, 2034";
  expect(await lettersOfExpiry(viewer.id)).toEqual([`2034-06-01 ${subject}`, `2034-06-24 ${subject}`]);
  expect(await statusOf(subscriptionId)).toBe("ACTIVE");
});

test("a worker that was away tells of a card's expiry once; a card that renews nothing, or was just saved, is not told of", async () => {
  const { viewer } = await subscribed(CARDS.ok, 2035, "YEAR");
  await expires(viewer.id, 2035, 3);
  await at("2035-03-29");
  expect(await lettersOfExpiry(viewer.id)).toHaveLength(1);
  const canceled = await subscribed(CARDS.ok, 2036, "YEAR");
  await expires(canceled.viewer.id, 2036, 2);
  await db.subscription.update({ where: { id: canceled.subscriptionId }, data: { cancelAtPeriodEnd: true } });
  stopClockAt(new Date("2036-02-20T12:00:00Z"));
  const { price } = await aPlan({ interval: "YEAR" });
  const late = await aViewer();
  await buy(late, price);
  await expires(late.id, 2036, 2);
  await at("2036-02-21");
  expect([await lettersOfExpiry(canceled.viewer.id), await lettersOfExpiry(late.id)]).toEqual([[], []]);
  await at("2036-02-23");
  expect(await lettersOfExpiry(late.id)).toHaveLength(1);
});
