import { z } from "zod";
import { taxContext } from "#lib/billing/parts/tax-context.ts";
import { contractOf } from "#lib/catalog/contract.ts";
import { loadOffer, type Offer, type PriceRow } from "#lib/catalog/load-offer.ts";
import { type Quote, quote } from "#lib/catalog/quote.ts";
import { countryCode } from "#lib/customers/profile.ts";
import { db } from "#lib/db/client.ts";
import type { Customer } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { now } from "#lib/kernel/clock.ts";
import { DomainError } from "#lib/kernel/errors.ts";
import { plainText, unmarked } from "#lib/kernel/inputs.ts";
import { toJson } from "#lib/kernel/json.ts";
import type { Settings } from "#lib/settings/schema.ts";
import { getSettings } from "#lib/settings/settings.ts";
import { hasLoggedIn } from "#lib/subscriptions/activate.ts";
import { hadPlan, hasBought } from "#lib/subscriptions/same-viewer.ts";
import { type AddOn, loadAddOns } from "./load-add-ons.ts";

export const quoteOrderInput = z.object({
  priceId: z.uuid("invalid"),
  currency: z.string().regex(/^[A-Z]{3}$/, "invalid_currency"),
  /** ISO 3166-1 alpha-2: decides whether the plan is sold and which tax applies. */
  country: countryCode,
  couponCode: z.string().transform(plainText).transform(unmarked).pipe(z.string().max(60)).optional(),
  /** Prices of add-ons that are bought with the plan, in step with it; dots between them. */
  addOns: z
    .string()
    .transform((text) => text.split(".").filter(Boolean))
    .pipe(z.array(z.uuid("invalid")).max(20))
    .optional(),
});
export type QuoteOrderInput = z.output<typeof quoteOrderInput>;

/** An order, with what is known besides. */
export type OrderInput = QuoteOrderInput & {
  /** The price, where a page has just read it to show it. An order reads it anew. */
  row?: PriceRow;
  vatId?: string | null;
  taxExemption?: Customer["taxExemption"];
  /** Who buys: their trial of the plan and their coupon are spent only once. Unknown before they sign in. */
  customerId?: string;
};

/** What an order would cost now, under `settings` where they are known. @throws the refusals of `loadOffer`. */
export async function quoteOrder(input: OrderInput, settings?: Settings): Promise<Quote> {
  return (await prepareOrder(db, input, settings ?? (await getSettings()))).quote;
}

export type PreparedOrder = Offer & { quote: Quote; addOns: AddOn[] };

/** The quote with the rows it was made from. A gift is one paid term, without a trial and a set-up fee. */
export async function prepareOrder(tx: Tx, input: OrderInput, { company, market }: Settings, gift = false): Promise<PreparedOrder> {
  const { currency, country, vatId = null, taxExemption = null, customerId } = input;
  const at = now();
  const offer = await loadOffer(tx, { ...input, currencies: market.currencies, at });
  const { plan, price, coupon } = offer;
  if (coupon?.firstPurchase && customerId && (await hasBought(tx, customerId)))
    throw new DomainError("coupon_not_first", { field: "couponCode" });
  const addOns = input.addOns?.length ? await loadAddOns(tx, input.addOns, offer, { currency, country }) : [];
  const hadIt = gift || (customerId !== undefined && price.trialDays > 0 && (await hadPlan(tx, customerId, plan.id)));
  const contract = { ...contractOf(offer, currency, hadIt), ...(gift && { oneTerm: true }) };
  const loggedIn = !gift && customerId !== undefined && plan.startsAtFirstLogin && (await hasLoggedIn(tx, customerId));
  const tax = await taxContext(tx, company, { country, vatId, taxExemption });
  const asked = { plan, priceId: price.id, contract, setupFee: gift ? 0n : offer.setupFee, hasLoggedIn: loggedIn };
  const sold = addOns.map(({ plan: { id: planId, name }, price: { id: priceId }, amount }) => ({ planId, priceId, name, amount }));
  return { ...offer, addOns, quote: quote({ ...asked, addOns: sold, tax, timeZone: company.timeZone, at }) };
}

/** A quote as JSON, for an order to keep: amounts and instants as strings. */
export function storable(quote: Quote): object {
  return toJson(quote);
}

/** Whether what was ordered renews, by the quote that the order kept. */
export function renewsBy(quote: unknown): boolean {
  return (quote as { renewal?: unknown }).renewal !== null;
}

/** What of the basket the quote of an order kept: its coupon, and the prices of its add-ons. */
export function basketOf(quote: unknown): { couponCode?: string; addOns: string[] } {
  const { couponCode, addOns } = quote as { couponCode: string | null; addOns?: { priceId: string }[] };
  return { couponCode: couponCode ?? undefined, addOns: (addOns ?? []).map(({ priceId }) => priceId) };
}
