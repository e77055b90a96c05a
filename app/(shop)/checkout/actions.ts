"use server";
import { cookies, headers } from "next/headers";
import { redirect } from "next/navigation";
import { z } from "zod";
import { buyPlan } from "#lib/billing/buy-plan.ts";
import { retryOrder } from "#lib/billing/retry-order.ts";
import { ownOrder } from "#lib/customers/account-queries.ts";
import { countryCode, profile, updateProfile } from "#lib/customers/profile.ts";
import { transaction } from "#lib/db/transaction.ts";
import { isCountry } from "#lib/kernel/country.ts";
import { DomainError, notFound } from "#lib/kernel/errors.ts";
import { checkoutPath } from "#lib/web/checkout-request.ts";
import { countUnknownCoupons, payingAction } from "#lib/web/paying-action.ts";

const order = z.object({
  price: z.uuid(),
  currency: z.string().length(3),
  coupon: z.string().max(60).default(""),
  country: countryCode,
  company: profile.shape.company,
  vatId: profile.shape.vatId,
  gateway: z.string("gateway_missing").max(40).default(""),
  expectedTotal: z
    .string()
    .regex(/^\d{1,18}$/)
    .transform(BigInt),
  consent: z.literal("on", "consent_missing"),
});

/** Places the order with what was shown, and leads to the payment page. */
export const placeOrder = payingAction(order, async ({ input, viewer, ip }) => {
  const { country, company, vatId } = input;
  const customer = await transaction((tx) => updateProfile(tx, viewer.id, { country, company, vatId }));
  const basket = { price: input.price, currency: input.currency, country, coupon: input.coupon || undefined };
  const wanted = {
    customer,
    priceId: input.price,
    currency: input.currency,
    couponCode: basket.coupon,
    gateway: input.gateway,
    expectedTotal: input.expectedTotal,
    ip,
    ipCountry: await countryOfAddress(),
    visitor: z.uuid().safeParse((await cookies()).get("visitor")?.value).data ?? null,
  };
  const placed = basket.coupon ? countUnknownCoupons({ ip, viewerId: viewer.id }, () => buyPlan(wanted)) : buyPlan(wanted);
  const { url } = await placed.catch((error: unknown) => showAgain(error, checkoutPath(basket)));
  redirect(url);
});

/** What was shown does not hold any more: the page is made anew and says what changed, for the old one could only be refused again. */
function showAgain(error: unknown, address: string): never {
  if (error instanceof DomainError && error.code === "price_changed") redirect(`${address}&changed=1`);
  if (error instanceof DomainError && error.field === "couponCode") redirect(address);
  throw error;
}

/** Takes an order up again that was declined, left or not finished. */
export const resumeOrder = payingAction(z.object({ order: z.uuid() }), async ({ input, viewer }) => {
  if (!(await ownOrder(viewer.id, input.order))) throw notFound("order_unknown");
  redirect(await retryOrder(input.order));
});

/** The country of the caller's address, when a proxy in front tells it. */
async function countryOfAddress(): Promise<string | null> {
  const list = await headers();
  const code = (list.get("cf-ipcountry") ?? list.get("x-vercel-ip-country") ?? list.get("x-country-code") ?? "").toUpperCase();
  return isCountry(code) ? code : null;
}
