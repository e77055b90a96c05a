import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { signInAsViewer } from "#app/(auth)/actions.ts";
import { placeOrder } from "#app/(shop)/checkout/actions.ts";
import { cancelPlan } from "#lib/billing/cancel-plan.ts";
import { db } from "#lib/db/client.ts";
import type { Customer, Price } from "#lib/db/generated/client.ts";
import { checkoutOffer } from "#lib/web/checkout-offer.ts";
import { anAccount, PASSWORD } from "#tests/domain/identity/accounts.ts";
import { useDatabase } from "#tests/support/database.ts";
import { newBrowser, submit } from "#tests/support/request.ts";
import { aCoupon, aPlan, aViewer, buy } from "#tests/support/shop.ts";

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

/** The form as the page shows it to whoever has seen `total`. */
const form = (total: bigint, more: Record<string, string> = {}) => ({
  price: price.id,
  currency: "EUR",
  country: "DE",
  gateway: "sandbox",
  expectedTotal: String(total),
  consent: "on",
  ...more,
});

const basket = () => ({ price: price.id, currency: "EUR" });
const hadTrial = async () => {
  const { subscriptionId } = await buy(viewer, price);
  await cancelPlan(subscriptionId, { kind: "VIEWER", name: "Vera" }, { immediately: true });
};

describe("placing an order", () => {
  it("leads to the payment page", async () => {
    expect((await submit(placeOrder, form(0n))).to).toMatch(/\/sandbox\/pay/);
  });

  it("asks for consent and a country, and keeps what was typed", async () => {
    const { consent: _, ...typed } = form(0n, { country: "XX", company: "Acme" });
    expect(await submit(placeOrder, typed)).toMatchObject({
      status: "refused",
      values: { company: "Acme" },
      errors: { consent: expect.any(String), country: expect.any(String) },
    });
  });

  it("leads whoever is signed out to the sign-in page", async () => {
    const kept = (await import("#tests/support/request.ts")).keptCookies();
    newBrowser();
    expect((await submit(placeOrder, form(0n))).to).toMatch(/^\/sign-in/);
    newBrowser(kept);
  });
});

describe("a trial that was given before", () => {
  it("is shown to a stranger, not to whoever had it, and nobody pays what they did not see", async () => {
    await hadTrial();
    const stranger = await checkoutOffer(basket(), { country: "DE" });
    const known = await checkoutOffer(basket(), { country: "DE", customerId: viewer.id });
    expect([stranger.quote?.total, known.quote?.total]).toEqual([0n, 1000n]);
    expect((await submit(placeOrder, form(0n))).to).toBe(`/checkout?price=${price.id}&currency=EUR&country=DE&changed=1`);
    expect(await db.order.count({ where: { customerId: viewer.id, priceId: price.id, status: "OPEN" } })).toBe(0);
    expect((await submit(placeOrder, form(1000n))).to).toMatch(/\/sandbox\/pay/);
  });
});

describe("a coupon that does not count any more", () => {
  it("leads back to the page, which says so and shows the price without it", async () => {
    await aCoupon("GONE", { maxRedemptions: 1 });
    await buy(await aViewer(), (await aPlan()).price, { couponCode: "GONE" });
    const { to } = await submit(placeOrder, form(0n, { coupon: "GONE" }));
    expect(to).toBe(`/checkout?price=${price.id}&currency=EUR&country=DE&coupon=GONE`);
    expect(await checkoutOffer({ ...basket(), coupon: "GONE" }, { country: "DE", customerId: viewer.id })).toMatchObject({
      quote: { total: 0n, couponCode: null },
      couponRefusal: { code: "coupon_used_up" },
    });
  });
});
