import { quoteOrder } from "#lib/billing/quote-order.ts";
import type { Quote } from "#lib/catalog/quote.ts";
import { DomainError } from "#lib/kernel/errors.ts";
import type { CheckoutRequest } from "./checkout-request.ts";

/** The quote to show; without one, the code of the refusal. A coupon that is refused leaves the quote without it. */
type CheckoutOffer = { quote: Quote | null; refusal: string | null; couponRefusal: string | null };

export async function checkoutOffer(
  { price, currency, coupon }: CheckoutRequest,
  buyer: { country: string; vatId?: string | null; customerId?: string },
): Promise<CheckoutOffer> {
  const order = { priceId: price, currency, ...buyer };
  try {
    return { quote: await quoteOrder({ ...order, couponCode: coupon }), refusal: null, couponRefusal: null };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    if (error.field !== "couponCode") return { quote: null, refusal: error.code, couponRefusal: null };
    const { quote, refusal } = await checkoutOffer({ price, currency }, buyer);
    return { quote, refusal, couponRefusal: error.code };
  }
}
