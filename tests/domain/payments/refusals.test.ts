import { expect, it } from "vitest";
import { failure as told } from "#i18n/en/checkout.json";
import { useDatabase } from "#tests/support/database.ts";
import { stripeHouse, useStripe } from "./stripe-house.ts";

useDatabase();
const stripe = useStripe();

async function buyWithCoupon(currency: string, amount: bigint, email?: string) {
  const { db } = await stripeHouse(stripe());
  const { buyPlan } = await import("#lib/billing/buying/buy-plan.ts");
  const { quoteOrder } = await import("#lib/billing/buying/quote-order.ts");
  const { writtenTerms } = await import("#lib/catalog/terms.ts");
  const { aCoupon, aPlan, aViewer } = await import("#tests/support/shop.ts");
  const [{ price }, customer] = [await aPlan({ currency, amount }), await aViewer({ email })];
  const couponCode = `HALF-${customer.number}`;
  await aCoupon(couponCode, { percentPpm: 500_000, maxRedemptions: 1 });
  const input = { priceId: price.id, currency, couponCode };
  const shown = writtenTerms(await quoteOrder({ ...input, country: "DE" }), customer.id);
  const buy = () => buyPlan({ ...input, customer, gateway: "stripe", shown, consent: true });
  const charge = () => db.transaction.findFirstOrThrow({ where: { customerId: customer.id } });
  const redemptions = () => db.couponRedemption.count({ where: { customerId: customer.id } });
  return { db, buy, charge, redemptions, customer };
}

it.each([
  ["a total that is too small", "amount_too_small", "KWD", 80n, undefined],
  ["a currency that the account cannot take", "currency_not_supported", "KPW", 2_000n, undefined],
  ["an address that it refuses", "email_invalid", "EUR", 2_000n, "vera@example.invalid"],
])("Stripe's refusal of %s declines at once, and order and coupon are free", async (_, code, currency, amount, email) => {
  const { db, buy, charge, redemptions } = await buyWithCoupon(currency, amount, email);
  const { orderId, url } = await buy();
  expect(url).toBe(`/checkout/return?order=${orderId}`);
  expect(await charge()).toMatchObject({ status: "DECLINED", failureCode: code, failureReason: expect.any(String), reconcileAt: null });
  expect(await db.order.findUnique({ where: { id: orderId } })).toMatchObject({ status: "ABANDONED" });
  expect(await redemptions()).toBe(0);
  expect(told).toHaveProperty(code, expect.stringMatching(/Choose another|Correct it/)); // the viewer reads what to do
});

it.each([
  ["amount_too_small", 70n, { gateway: "Stripe", limit: "0.50 EUR" }],
  ["amount_too_large", 200_000_000n, { gateway: "Stripe", limit: "999999.99 EUR" }],
])("what is known before is said before, and nothing is written: %s", async (code, amount, values) => {
  const { db, buy, redemptions, customer } = await buyWithCoupon("EUR", amount);
  await expect(buy()).rejects.toMatchObject({ code, field: "gateway", values });
  expect(await db.order.count({ where: { customerId: customer.id } })).toBe(0);
  expect(await redemptions()).toBe(0);
});

it("a page that cannot be opened for want of an answer keeps order and coupon", async () => {
  const { db, buy, charge, redemptions } = await buyWithCoupon("EUR", 2_000n);
  stripe().troubles.push("none", 500, 500);
  const { orderId } = await buy();
  expect(await charge()).toMatchObject({ status: "UNKNOWN" });
  expect(await db.order.findUnique({ where: { id: orderId } })).toMatchObject({ status: "OPEN" });
  expect(await redemptions()).toBe(1);
});
