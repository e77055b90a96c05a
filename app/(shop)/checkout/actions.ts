"use server";
import { cookies, headers } from "next/headers";
import { redirect } from "next/navigation";
import { z } from "zod";
import { buyGift, buyGiftInput } from "#lib/billing/buying/buy-gift.ts";
import { buyPlan, buyPlanInput } from "#lib/billing/buying/buy-plan.ts";
import { retryOrder, retryOrderInput } from "#lib/billing/buying/retry-order.ts";
import { cookieOptions } from "#lib/kernel/cookies.ts";
import { DomainError } from "#lib/kernel/errors.ts";
import { getSettings } from "#lib/settings/settings.ts";
import { orderPath } from "#lib/web/checkout/order-path.ts";
import { countUnknownCoupons, payingAction } from "#lib/web/forms/paying-action.ts";
import { showAnew } from "#lib/web/forms/show-anew.ts";
import { countryOfAddress } from "#lib/web/http/country-of-address.ts";
import { couponCookie } from "#lib/web/shop/carried-coupon.ts";
import { visitorOf } from "#lib/web/shop/visitor.ts";

/** The order's form carries the basket as the checkout's address names it. */
const orderForm = z.preprocess(
  ({ price, coupon, add, ...rest }: Record<string, unknown>) => ({
    ...rest,
    priceId: price,
    couponCode: coupon || undefined,
    addOns: add || undefined,
  }),
  buyPlanInput,
);

/** Places the order with what was shown, and leads to the payment page. */
export const placeOrder = payingAction(orderForm, async ({ input, viewer, ip }) => {
  const sent = await headers();
  const wanted = {
    ...input,
    customer: viewer,
    ip,
    ipCountry: countryOfAddress(sent),
    visitor: await visitorOf(sent, {}, await getSettings()),
  };
  const placed = input.couponCode ? countUnknownCoupons({ ip, viewerId: viewer.id }, () => buyPlan(wanted)) : buyPlan(wanted);
  const { url } = await placed.catch(showAnew);
  (await cookies()).set(couponCookie(), "", cookieOptions(0));
  redirect(url);
});

const giftForm = z.preprocess(({ price, ...rest }: Record<string, unknown>) => ({ ...rest, priceId: price }), buyGiftInput);

/** Orders a gift with what was shown, and leads to the payment page. */
export const placeGift = payingAction(giftForm, async ({ input, viewer, ip }) => {
  const { url } = await buyGift(input, viewer, ip).catch(showAnew);
  redirect(url);
});

/** Takes an order up again that was declined, left or not finished. */
export const resumeOrder = payingAction(retryOrderInput, async ({ input, viewer }) => {
  redirect(await retryOrder(input, viewer.id).catch((error: unknown) => placeAnew(error, input.orderId, viewer.id)));
});

/** Leads to the checkout, which says what changed since the order was placed. */
async function placeAnew(error: unknown, orderId: string, customerId: string): Promise<string> {
  const path = error instanceof DomainError && error.code === "terms_changed" && (await orderPath(orderId, customerId));
  if (!path) throw error;
  return path;
}
