import { type OrderInput, prepareOrder } from "#lib/billing/buying/quote-order.ts";
import type { Quote } from "#lib/catalog/quote.ts";
import { db } from "#lib/db/client.ts";
import type { Customer } from "#lib/db/generated/client.ts";
import { DomainError, type ErrorCode } from "#lib/kernel/errors.ts";
import type { Settings } from "#lib/settings/schema.ts";

/** What a gift costs its giver; without a quote, the code of the refusal. */
export async function giftOffer(
  order: Pick<OrderInput, "priceId" | "currency" | "row" | "country">,
  viewer: Customer | null,
  settings: Settings,
): Promise<{ quote: Quote | null; refusal: ErrorCode | null }> {
  try {
    const known = { vatId: viewer?.vatId, taxExemption: viewer?.taxExemption, customerId: viewer?.id };
    const { quote } = await prepareOrder(db, { ...order, ...known }, settings, true);
    return quote.total > 0n ? { quote, refusal: null } : { quote: null, refusal: "gift_not_free" };
  } catch (error) {
    if (error instanceof DomainError) return { quote: null, refusal: error.code };
    throw error;
  }
}
