import { type OrderInput, quoteOrder } from "#lib/billing/buying/quote-order.ts";
import type { Quote } from "#lib/catalog/quote.ts";
import { DomainError, type ErrorCode } from "#lib/kernel/errors.ts";
import { requestSettings } from "#lib/settings/request-settings.ts";
import { clientAddress } from "#lib/web/forms/action.ts";
import { countUnknownCoupons } from "#lib/web/forms/paying-action.ts";
import type { CheckoutRequest } from "./checkout-request.ts";

/** The quote to show; without one, the code of the refusal. A coupon that is refused leaves the quote without it. */
type CheckoutOffer = { quote: Quote | null; refusal: ErrorCode | null; couponRefusal: Refusal | null };
type Refusal = Pick<DomainError, "code" | "values">;

export async function checkoutOffer(
  { price, currency, coupon, add }: CheckoutRequest,
  known: Pick<OrderInput, "row" | "country" | "vatId" | "taxExemption" | "customerId">,
): Promise<CheckoutOffer> {
  const order = { priceId: price, currency, addOns: add, ...known };
  const settings = await requestSettings();
  try {
    const quote = coupon
      ? await countUnknownCoupons({ ip: await clientAddress(), viewerId: known.customerId }, () =>
          quoteOrder({ ...order, couponCode: coupon }, settings),
        )
      : await quoteOrder(order, settings);
    return { quote, refusal: null, couponRefusal: null };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    if (error.field !== "couponCode" && error.code !== "throttled") return { quote: null, refusal: error.code, couponRefusal: null };
    const { quote, refusal } = await checkoutOffer({ price, currency, add }, known);
    return { quote, refusal, couponRefusal: error };
  }
}
