import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { signInAsViewer } from "#app/(auth)/actions.ts";
import { placeOrder } from "#app/(shop)/checkout/actions.ts";
import { SYSTEM } from "#lib/audit/audit.ts";
import { quoteOrder } from "#lib/billing/buying/quote-order.ts";
import { cancelPlan } from "#lib/billing/ending/cancel-plan.ts";
import type { Quote } from "#lib/catalog/quote.ts";
import { writtenTerms } from "#lib/catalog/terms.ts";
import { db } from "#lib/db/client.ts";
import type { Customer, Price } from "#lib/db/generated/client.ts";
import { checkoutOffer } from "#lib/web/checkout/checkout-offer.ts";
import { anAccount, PASSWORD } from "#tests/domain/identity/accounts.ts";
import { useDatabase } from "#tests/support/database.ts";
import { newBrowser, submit } from "#tests/support/request.ts";
import { aCoupon, aPlan, aViewer, buy } from "#tests/support/shop.ts";

vi.mock("next/cache", () => import("#tests/support/request.ts"));
vi.mock("next/headers", () => import("#tests/support/request.ts"));
vi.mock("next/navigation", () => import("#tests/support/request.ts"));
vi.mock("next-intl/server", () => import("#tests/support/request.ts"));

useDatabase();

let viewer: Customer;
let price: Price;

beforeAll(async () => {
  viewer = await db.customer.update({ where: { id: (await anAccount()).id }, data: { country: "DE" } });
  await submit(signInAsViewer, { email: viewer.email, password: PASSWORD });
});

beforeEach(async () => {
  ({ price } = await aPlan({ trialDays: 7 }));
});

/** The form as the page shows it to whoever has seen this quote; by default, what is shown now. */
const form = async (more: Record<string, string> = {}, quote?: Quote) => ({
  price: price.id,
  currency: "EUR",
  country: "DE",
  gateway: "sandbox",
  shown: writtenTerms(quote ?? (await quoteOrder({ priceId: price.id, ...EURO, customerId: viewer.id })), viewer.id),
  consent: "on",
  ...more,
});

const EURO = { currency: "EUR", country: "DE" };
const basket = () => ({ price: price.id, currency: "EUR" });
const hadTrial = async () => {
  const { subscriptionId } = await buy(viewer, price);
  await cancelPlan({ subscriptionId, when: "now" }, SYSTEM);
};

describe("placing an order", () => {
  it("leads to the payment page", async () => {
    expect((await submit(placeOrder, await form())).to).toMatch(/\/sandbox\/pay/);
  });

  it("asks for consent and a country, and keeps what was typed", async () => {
    const { consent: _, ...typed } = await form({ country: "XX", company: "Acme" });
    expect(await submit(placeOrder, typed)).toMatchObject({
      status: "refused",
      values: { company: "Acme" },
      errors: { consent: expect.any(String), country: expect.any(String) },
    });
  });

  it("leads whoever is signed out to the sign-in page", async () => {
    const kept = (await import("#tests/support/request.ts")).keptCookies();
    newBrowser();
    expect((await submit(placeOrder, await form())).to).toMatch(/^\/sign-in/);
    newBrowser(kept);
  });
});

describe("a country whose tax is owed and not known", () => {
  it("is refused at its field with nothing lost, and the page around it is shown without a price", async () => {
    const refused = await submit(placeOrder, await form({ country: "HU", company: "Acme" }));
    expect(refused).toMatchObject({ status: "refused", errors: { country: expect.stringContaining("nothing was charged") } });
    expect(refused.values).toMatchObject({ company: "Acme", country: "HU" });
    expect(await checkoutOffer(basket(), { country: "HU" })).toEqual({ quote: null, refusal: "tax_rate_missing", couponRefusal: null });
  });
});

describe("a trial that was given before", () => {
  it("is shown to a stranger, not to whoever had it; nobody buys what they did not see, and nothing typed is lost", async () => {
    const before = await quoteOrder({ priceId: price.id, ...EURO, customerId: viewer.id });
    await hadTrial();
    const stranger = await checkoutOffer(basket(), { country: "DE" });
    const known = await checkoutOffer(basket(), { country: "DE", customerId: viewer.id });
    expect([stranger.quote?.total, known.quote?.total]).toEqual([0n, 1000n]);
    const refused = await submit(placeOrder, await form({ company: "Acme" }, before));
    expect(refused).toMatchObject({ status: "refused", message: expect.stringContaining("Nothing was charged") });
    expect(refused.values).toMatchObject({ company: "Acme", shown: writtenTerms(before, viewer.id) });
    expect(await db.customer.findUnique({ where: { id: viewer.id } })).toMatchObject({ company: null });
    expect(await db.order.count({ where: { customerId: viewer.id, priceId: price.id, status: "OPEN" } })).toBe(0);
    expect((await submit(placeOrder, await form())).to).toMatch(/\/sandbox\/pay/);
  });
});

describe("a coupon that does not count any more", () => {
  it("is said, and the page around the form shows the price without it", async () => {
    await aCoupon("GONE", { maxRedemptions: 1 });
    await buy(await aViewer(), (await aPlan()).price, { couponCode: "GONE" });
    const errors = { couponCode: expect.any(String) };
    expect(await submit(placeOrder, await form({ coupon: "GONE", company: "Acme" }))).toMatchObject({
      errors,
      values: { company: "Acme" },
    });
    expect(await checkoutOffer({ ...basket(), coupon: "GONE" }, { country: "DE", customerId: viewer.id })).toMatchObject({
      quote: { total: 0n, couponCode: null },
      couponRefusal: { code: "coupon_used_up" },
    });
  });
});
