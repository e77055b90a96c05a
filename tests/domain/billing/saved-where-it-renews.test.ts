import { expect, test } from "vitest";
import { confirmReturn } from "#lib/billing/asking/confirm-return.ts";
import { addMethod } from "#lib/billing/buying/add-method.ts";
import { buyGift, buyGiftInput } from "#lib/billing/buying/buy-gift.ts";
import { buyTopUp } from "#lib/billing/buying/buy-top-up.ts";
import { ownMethods } from "#lib/billing/buying/own-methods.ts";
import { payInvoice } from "#lib/billing/buying/pay-invoice.ts";
import { prepareOrder } from "#lib/billing/buying/quote-order.ts";
import { retryOrder } from "#lib/billing/buying/retry-order.ts";
import { weighEvidence } from "#lib/billing/settling/weigh-evidence.ts";
import { writtenTerms } from "#lib/catalog/terms.ts";
import { db } from "#lib/db/client.ts";
import type { Customer } from "#lib/db/generated/client.ts";
import { completeSandboxCheckout } from "#lib/payments/gateways/sandbox/checkout.ts";
import type { CheckoutParts } from "#lib/payments/request-parts.ts";
import { getSettings } from "#lib/settings/settings.ts";
import { expectBooksAgree } from "#tests/support/books.ts";
import { useDatabase } from "#tests/support/database.ts";
import { aPlan, aTaxRate, aViewer, buy, CARDS, changeCompany, changeSettings, order, payAtSandbox } from "#tests/support/shop.ts";
import { at } from "#tests/support/story.ts";

useDatabase();

/** Whether the newest page of a viewer was asked to save what is paid with. */
async function saves({ id: customerId }: Customer): Promise<boolean> {
  const { request } = await db.transaction.findFirstOrThrow({ where: { customerId }, orderBy: { number: "desc" } });
  return (request as CheckoutParts).saveMethod;
}

test.each([
  ["a plan that renews", {}, true],
  ["one with a trial", { trialDays: 7 }, true],
  ["one that ends after its term", { kind: "TRIAL" as const }, false],
])("what is paid with for %s is saved where something is charged later, also when it is tried again", async (_what, options, expected) => {
  const [{ price }, viewer] = [await aPlan(options), await aViewer()];
  const { orderId } = await order(viewer, price);
  expect(await saves(viewer)).toBe(expected);
  await payAtSandbox(orderId, CARDS.insufficientFunds);
  await confirmReturn({ orderId });
  await retryOrder({ orderId }, viewer.id);
  expect(await db.transaction.count({ where: { orderId } })).toBe(2);
  expect(await saves(viewer)).toBe(expected);
});

test("nothing is saved with a gift and a top-up; what a viewer saves by themselves is", async () => {
  const giver = await aViewer();
  const { price } = await aPlan();
  const request = { priceId: price.id, currency: "EUR", country: "DE" };
  const { quote } = await prepareOrder(db, { ...request, customerId: giver.id }, await getSettings(), true);
  const whom = { toName: "Rita", toEmail: "rita@example.com", gateway: "sandbox", consent: "on" };
  await buyGift(buyGiftInput.parse({ ...request, ...whom, shown: writtenTerms(quote, giver.id) }), giver, null);
  expect(await saves(giver)).toBe(false);
  await changeSettings("balance", { topUps: { EUR: { amounts: ["1000"], most: null } } });
  await buyTopUp({ currency: "EUR", amount: 1000n, gateway: "sandbox" }, giver, null);
  expect(await saves(giver)).toBe(false);
  await addMethod({ gateway: "sandbox", customer: giver, source: "account", ip: null });
  expect(await saves(giver)).toBe(true);
});

test.each([true, false])("with an overdue invoice it is saved where the subscription goes on: %s", async (goesOn) => {
  await at("2026-03-01");
  const [{ price }, viewer] = [await aPlan(), await aViewer()];
  const { subscriptionId } = await buy(viewer, price, { card: CARDS.laterDeclines });
  await at("2026-04-02");
  const { id: invoiceId } = await db.invoice.findFirstOrThrow({ where: { subscriptionId, status: "OPEN" } });
  await db.subscription.update({ where: { id: subscriptionId }, data: { cancelAtPeriodEnd: !goesOn } });
  await payInvoice({ invoiceId, gateway: "sandbox" }, viewer, null);
  expect(await saves(viewer)).toBe(goesOn);
});

test("what was only paid with is no saved method, renews nothing, and stands in for none", async () => {
  await at("2026-03-01");
  const [monthly, pass, viewer] = [await aPlan(), await aPlan({ kind: "TRIAL" }), await aViewer()];
  const { subscriptionId } = await buy(viewer, monthly.price, { card: CARDS.laterDeclines });
  await at("2026-04-02");
  expect(await db.subscription.findUnique({ where: { id: subscriptionId } })).toMatchObject({ status: "PAST_DUE" });
  const [saved] = await ownMethods(viewer.id);
  const once = await buy(viewer, pass.price, { card: CARDS.french });
  expect(once.status).toBe("paid");
  expect(await ownMethods(viewer.id)).toEqual([saved]);
  expect(await db.subscription.findUnique({ where: { id: once.subscriptionId } })).toMatchObject({
    status: "ACTIVE",
    paymentMethodId: null,
  });
  const charge = await db.transaction.findFirstOrThrow({ where: { orderId: once.orderId } });
  expect(charge).toMatchObject({ brand: "visa", last4: "0003", methodKind: "card" });
  expect(await db.subscription.findUnique({ where: { id: subscriptionId } })).toMatchObject({
    status: "PAST_DUE",
    paymentMethodId: saved.id,
  });
  await expectBooksAgree();
});

test("it still tells where its owner lives", async () => {
  await aTaxRate();
  await changeCompany({ vatRegistered: true });
  const viewer = await aViewer();
  const { orderId } = await buy(viewer, (await aPlan({ kind: "TRIAL" })).price, { card: CARDS.french });
  await weighEvidence();
  const { evidence } = await db.transaction.findFirstOrThrow({ where: { orderId }, include: { evidence: true } });
  expect(evidence).toMatchObject({ cardCountry: "FR", billingCountry: "DE" });
});

test("and whose card it was: a plan that is given once is not given twice, and money comes back", async () => {
  const { price } = await aPlan({ kind: "TRIAL" });
  await buy(await aViewer(), price, { card: CARDS.same });
  const again = await aViewer();
  const { orderId } = await order(again, price);
  await payAtSandbox(orderId, CARDS.same);
  await confirmReturn({ orderId });
  expect(await db.order.findUnique({ where: { id: orderId } })).toMatchObject({ status: "PAID" });
  expect(await db.transaction.findFirst({ where: { orderId, kind: "CHARGE" } })).toMatchObject({ refunded: 1000n });
  expect(await db.subscription.findMany({ where: { customerId: again.id } })).toMatchObject([{ activatedAt: null }]);
  await expectBooksAgree();
});

test("one that is saved stays so when its owner pays once with it", async () => {
  const [{ price }, viewer] = [await aPlan(), await aViewer()];
  await buy(viewer, price);
  const [saved] = await ownMethods(viewer.id);
  const { orderId } = await order(viewer, (await aPlan({ kind: "TRIAL" })).price);
  const { id, gatewayReference } = await db.transaction.findFirstOrThrow({ where: { orderId } });
  await completeSandboxCheckout(gatewayReference!, CARDS.ok);
  const { settlePayment } = await import("#lib/billing/settling/settle-payment.ts");
  const method = { reference: saved.reference, kind: "card" as const, brand: "visa", last4: "4242", once: true as const };
  await settlePayment(id, { status: "succeeded", method }, "return");
  expect(await ownMethods(viewer.id)).toMatchObject([{ id: saved.id, isDefault: true }]);
});
