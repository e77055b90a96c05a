import { expect, it } from "vitest";
import { checkoutPath, readCheckoutRequest } from "#lib/web/checkout/checkout-request.ts";
import { carriedCoupon } from "#lib/web/shop/carried-coupon.ts";

it("a shop's address with a coupon leads to the same page without it, on this host", () => {
  expect(carriedCoupon("/?coupon=summer-1&utm_source=mail")).toEqual({ code: "SUMMER-1", to: "/?utm_source=mail" });
  expect(carriedCoupon("/plans/family?coupon=A")).toEqual({ code: "A", to: "/plans/family" });
  expect(carriedCoupon("//evil.example/?coupon=A")).toMatchObject({ to: "/evil.example/" });
  for (const none of ["/", "/?coupon=", "/?coupon=a%20b", "/?coupon=%0d%0aSet-Cookie:x", `/?coupon=${"A".repeat(61)}`])
    expect(carriedCoupon(none)).toBeNull();
});

it("the checkout takes a coupon that was brought along, unless its address names another or takes it out", () => {
  const basket = { price: "0195f1a0-0000-7000-8000-000000000000", currency: "EUR" };
  expect(readCheckoutRequest(basket, "SUMMER")).toMatchObject({ coupon: "SUMMER" });
  expect(readCheckoutRequest({ ...basket, coupon: "OTHER" }, "SUMMER")).toMatchObject({ coupon: "OTHER" });
  expect(readCheckoutRequest({ ...basket, coupon: "" }, "SUMMER")).toMatchObject({ coupon: "" });
});

it("the checkout's address names the add-ons with dots between them, or one by one as a form sends them", () => {
  const [price, one, two] = [1, 2, 3].map((last) => `0195f1a0-0000-7000-8000-00000000000${last}`);
  const basket = { price, currency: "EUR" };
  expect(readCheckoutRequest({ ...basket, add: `${one}.${two}` })).toMatchObject({ add: [one, two] });
  expect(readCheckoutRequest({ ...basket, add: [one, two] })).toMatchObject({ add: [one, two] });
  expect(readCheckoutRequest({ ...basket, add: "everything" })?.add).toBeUndefined();
  expect(checkoutPath({ ...basket, add: [one, two] })).toBe(`/checkout?price=${price}&currency=EUR&add=${one}.${two}`);
  expect(checkoutPath({ ...basket, add: [] })).toBe(`/checkout?price=${price}&currency=EUR`);
});
