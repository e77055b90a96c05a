import { afterEach, expect, it } from "vitest";
import { SYSTEM } from "#lib/audit/audit.ts";
import { payInvoice } from "#lib/billing/buying/pay-invoice.ts";
import { db } from "#lib/db/client.ts";
import { money } from "#lib/kernel/money.ts";
import { sandboxGateway } from "#lib/payments/gateways/sandbox/gateway.ts";
import { noteRequest } from "#lib/payments/hanging.ts";
import { offerGateway, offerGatewayInput, orderGateways } from "#lib/payments/offer-gateway.ts";
import { offeredGateways, type Purchase } from "#lib/payments/offered-gateways.ts";
import { GATEWAYS } from "#lib/payments/plugins.ts";
import { gateways, inOrder } from "#lib/payments/registry.ts";
import { getSettings } from "#lib/settings/settings.ts";
import { useDatabase } from "#tests/support/database.ts";
import { aPlan, aViewer, buy, CARDS, order } from "#tests/support/shop.ts";
import { at } from "#tests/support/story.ts";

useDatabase();

const offer = (rule: object) => offerGateway(offerGatewayInput.parse({ gateway: "sandbox", offer: rule }), SYSTEM);
const offered = async (purchase: Partial<Purchase> = {}) =>
  offeredGateways(await getSettings(), { amount: money(1_000n, "EUR"), country: "DE", ...purchase });
const isOffered = async (purchase?: Partial<Purchase>) => (await offered(purchase)).length === 1;
afterEach(() => offer({}));

it.each([
  ["only", true, false],
  ["except", false, true],
] as const)("is offered %s in the countries that an operator lists", async (countriesAre, here, elsewhere) => {
  await offer({ countriesAre, countries: ["DE", "AT"] });
  expect([await isOffered({ country: "DE" }), await isOffered({ country: "FR" })]).toEqual([here, elsewhere]);
});

it("is offered where the company is to whom no country is known of", async () => {
  const { company } = await getSettings();
  await offer({ countries: [company.country] });
  expect(await isOffered({ country: null })).toBe(true);
});

it("takes no limits between which there is no amount", () => {
  const limits = (least: string, most: string) =>
    offerGatewayInput.safeParse({ gateway: "sandbox", offer: { amounts: { EUR: { least, most } } } });
  expect(limits("3000", "3000").success).toBe(true);
  expect(limits("3000", "2000").error?.issues).toMatchObject([{ path: ["offer", "amounts", "EUR", "most"], message: "limits_order" }]);
});

it("is offered in the currencies that an operator lists", async () => {
  await offer({ currencies: ["USD"] });
  expect([await isOffered(), await isOffered({ amount: money(1_000n, "USD") })]).toEqual([false, true]);
});

it("is offered for the plans that an operator lists, and for what is no plan", async () => {
  const { price } = await aPlan();
  const another = (await aPlan()).price;
  await offer({ plans: [price.planId] });
  expect([await isOffered({ planId: price.planId }), await isOffered({ planId: another.planId }), await isOffered()]).toEqual([
    true,
    false,
    true,
  ]);
  await expect(order(await aViewer(), another)).rejects.toMatchObject({ code: "gateway_unavailable", field: "gateway" });
  expect(await order(await aViewer(), price)).toMatchObject({ orderId: expect.any(String) });
});

it("is offered for an overdue invoice as it is for its plan; what renews with it is charged all the same", async () => {
  await at("2026-03-01");
  const { price } = await aPlan();
  const [viewer, another] = [await aViewer(), await aViewer()];
  const { subscriptionId } = await buy(viewer, price, { card: CARDS.laterDeclines });
  const renews = await buy(another, price);
  await offer({ plansAre: "except", plans: [price.planId] });
  await at("2026-04-02");
  expect(await db.invoice.count({ where: { subscriptionId: renews.subscriptionId, status: "PAID" } })).toBe(2);
  const { id: invoiceId } = await db.invoice.findFirstOrThrow({ where: { subscriptionId, status: "OPEN" } });
  await expect(payInvoice({ invoiceId, gateway: "sandbox" }, viewer, null)).rejects.toMatchObject({ code: "gateway_unavailable" });
  await offer({ plans: [price.planId] });
  expect(await payInvoice({ invoiceId, gateway: "sandbox" }, viewer, null)).toMatch(/sandbox/);
});

it("says to whom it is too little or too much, by the vendor's limits or narrower ones of an operator", async () => {
  await offer({ amounts: { EUR: { least: "1500", most: "5000" } } });
  const refusal = async (minor: bigint) => (await offered({ amount: money(minor, "EUR") }))[0].refusal;
  expect(await refusal(1_499n)).toEqual({ code: "amount_too_small", limit: money(1_500n, "EUR") });
  expect(await refusal(1_500n)).toBeNull();
  expect(await refusal(5_001n)).toEqual({ code: "amount_too_large", limit: money(5_000n, "EUR") });
  await expect(order(await aViewer(), (await aPlan({ amount: 999n })).price)).rejects.toMatchObject({ code: "amount_too_small" });
  Object.assign(sandboxGateway, { limits: () => ({ minimum: 2_000n, maximum: 9_000n }) });
  expect(await refusal(1_600n)).toEqual({ code: "amount_too_small", limit: money(2_000n, "EUR") });
  Object.assign(sandboxGateway, { limits: undefined });
});

it("is not offered for an amount that it can never take", async () => {
  Object.assign(sandboxGateway, { canTake: () => false });
  expect(await isOffered()).toBe(false);
  Object.assign(sandboxGateway, { canTake: undefined });
});

it("is shown as one that does not answer when three requests in a row had no answer", async () => {
  for (let tries = 0; tries < 3; tries += 1) noteRequest("sandbox", false, 20);
  expect(await offered()).toMatchObject([{ id: "sandbox", down: true }]);
  noteRequest("sandbox", true, 20);
  expect(await offered()).toMatchObject([{ down: false }]);
});

it("stands where an operator put it; those without a place come behind, as they are listed", async () => {
  const listed = GATEWAYS.map(({ id }) => id);
  await orderGateways({ gateways: ["sandbox"] }, SYSTEM);
  const settings = await getSettings();
  expect(inOrder(GATEWAYS, settings).map(({ id }) => id)).toEqual(["sandbox", ...listed.filter((id) => id !== "sandbox")]);
  expect(gateways(settings)[0].id).toBe("sandbox");
});
