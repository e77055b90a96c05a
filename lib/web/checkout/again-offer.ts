import { offeredAgain } from "#lib/billing/leaving/take-up.ts";
import { balanceShare } from "#lib/billing/parts/balance-share.ts";
import { methodToCharge } from "#lib/billing/parts/put-in-use.ts";
import type { PlanOfPrice } from "#lib/catalog/queries.ts";
import type { Quote } from "#lib/catalog/quote.ts";
import { writtenTerms } from "#lib/catalog/terms.ts";
import { db } from "#lib/db/client.ts";
import type { Customer, PaymentMethod, Subscription } from "#lib/db/generated/client.ts";
import type { ErrorCode } from "#lib/kernel/errors.ts";
import { type OfferedGateway, offeredGateways } from "#lib/payments/offered-gateways.ts";
import type { Settings } from "#lib/settings/schema.ts";
import { checkoutOffer } from "./checkout-offer.ts";
import { notForSale } from "./not-for-sale.ts";

/** A plan to take up again, as it is shown: `shown` is what the form sends back. */
export type Again = {
  kind: "offered";
  found: PlanOfPrice & { same: boolean };
  quote: Quote;
  fromBalance: bigint;
  shown: string;
  method: PaymentMethod | null;
  gateways: OfferedGateway[];
  couponRefused: boolean;
};

/** What a viewer is shown who takes up again what has ended, or why they cannot: the code of a refusal, or null where nothing is sold. */
export async function againOffer(
  ended: Subscription,
  viewer: Customer,
  coupon: string | null,
  settings: Settings,
): Promise<Again | { kind: "refused"; code: ErrorCode | "already_has_plan" | null; store?: string }> {
  const found = await offeredAgain(ended.id, viewer, settings);
  if (!found) return { kind: "refused", code: null };
  const { currency, plan, row } = found;
  const { reason, store, balance } = await notForSale(found, currency, viewer, settings);
  if (store) return { kind: "refused", code: "paid_in_store", store };
  if (reason) return { kind: "refused", code: reason === "subscribed" ? "already_has_plan" : null };
  const { quote, refusal, couponRefusal } = await checkoutOffer(
    { price: plan.prices[0].id, currency, coupon: coupon ?? undefined },
    {
      row,
      country: viewer.country ?? settings.company.country,
      vatId: viewer.vatId,
      taxExemption: viewer.taxExemption,
      customerId: viewer.id,
    },
  );
  if (!quote) return { kind: "refused", code: refusal };
  const fromBalance = balanceShare({ minor: quote.total, currency }, balance, settings);
  const due = quote.total - fromBalance;
  const purchase = {
    amount: { minor: due, currency },
    renews: quote.renewal !== null,
    mayAsk: true,
    country: viewer.country,
    planId: plan.id,
  };
  return {
    kind: "offered",
    found,
    quote,
    fromBalance,
    shown: writtenTerms(quote, viewer.id, fromBalance),
    method: due > 0n ? await methodToCharge(db, { ...ended, payerId: viewer.id }) : null,
    gateways: due > 0n || quote.needsMethod ? offeredGateways(settings, purchase) : [],
    couponRefused: couponRefusal !== null,
  };
}
