"use server";
import { refresh } from "next/cache";
import { cookies, headers } from "next/headers";
import { redirect } from "next/navigation";
import { z } from "zod";
import { buyPlan } from "#lib/billing/buying/buy-plan.ts";
import { retryOrder } from "#lib/billing/buying/retry-order.ts";
import { ownOrder } from "#lib/customers/account-queries.ts";
import { countryCode } from "#lib/customers/profile.ts";
import { saveProfileInput } from "#lib/customers/save-profile.ts";
import { hostCookie } from "#lib/kernel/cookies.ts";
import { isCountry } from "#lib/kernel/country.ts";
import { DomainError } from "#lib/kernel/errors.ts";
import { unmarked } from "#lib/kernel/inputs.ts";
import { checkoutPath } from "#lib/web/checkout/checkout-request.ts";
import { countUnknownCoupons, payingAction } from "#lib/web/forms/paying-action.ts";

const order = z.object({
  price: z.uuid(),
  currency: z.string().length(3),
  coupon: z.string().transform(unmarked).pipe(z.string().max(60)).default(""),
  country: countryCode,
  company: saveProfileInput.shape.company,
  vatId: saveProfileInput.shape.vatId,
  gateway: z.string("gateway_missing").max(40).default(""),
  shown: z.string().max(5000),
  consent: z.literal("on", "consent_missing"),
});

/** Places the order with what was shown, and leads to the payment page. */
export const placeOrder = payingAction(order, async ({ input, viewer, ip }) => {
  const { country, company, vatId, shown } = input;
  const wanted = {
    customer: viewer,
    details: { country, company, vatId },
    priceId: input.price,
    currency: input.currency,
    couponCode: input.coupon || undefined,
    gateway: input.gateway,
    shown,
    consent: input.consent === "on",
    ip,
    ipCountry: await countryOfAddress(),
    visitor: z.uuid().safeParse((await cookies()).get(hostCookie("visitor"))?.value).data ?? null,
  };
  const placed = input.coupon ? countUnknownCoupons({ ip, viewerId: viewer.id }, () => buyPlan(wanted)) : buyPlan(wanted);
  const { url } = await placed.catch(showAnew);
  redirect(url);
});

/** What was shown may not hold any more: the page is made anew around the form, which keeps what was typed and says what changed. */
function showAnew(error: unknown): never {
  if (error instanceof DomainError) refresh();
  throw error;
}

/** Takes an order up again that was declined, left or not finished. */
export const resumeOrder = payingAction(z.object({ order: z.uuid() }), async ({ input, viewer }) => {
  redirect(await retryOrder(input.order, viewer.id).catch((error: unknown) => placeAnew(error, viewer.id, input.order)));
});

/** Leads to the checkout, which says what changed since the order was placed. */
async function placeAnew(error: unknown, customerId: string, id: string): Promise<string> {
  const order = error instanceof DomainError && error.code === "terms_changed" && (await ownOrder(customerId, id));
  if (!order) throw error;
  const { priceId, currency, quote } = order;
  const coupon = (quote as { couponCode: string | null }).couponCode ?? undefined;
  return `${checkoutPath({ price: priceId, currency, coupon })}&order=${id}`;
}

/** The country of the caller's address, when a proxy in front tells it. */
async function countryOfAddress(): Promise<string | null> {
  const list = await headers();
  const code = (list.get("cf-ipcountry") ?? list.get("x-vercel-ip-country") ?? list.get("x-country-code") ?? "").toUpperCase();
  return isCountry(code) ? code : null;
}
