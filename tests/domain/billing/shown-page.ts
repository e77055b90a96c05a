import { SYSTEM } from "#lib/audit/audit.ts";
import { buyPlan } from "#lib/billing/buying/buy-plan.ts";
import { quoteOrder } from "#lib/billing/buying/quote-order.ts";
import { savePrice, savePriceInput } from "#lib/catalog/save-price.ts";
import { writtenTerms } from "#lib/catalog/terms.ts";
import { db } from "#lib/db/client.ts";
import type { Customer, Price } from "#lib/db/generated/client.ts";

/** What a viewer's page shows now. */
export async function look(customer: Customer, price: Price, couponCode?: string) {
  const { country } = await db.customer.findUniqueOrThrow({ where: { id: customer.id } });
  const quote = await quoteOrder({ priceId: price.id, currency: "EUR", country: country!, couponCode, customerId: customer.id });
  const input = { customer, priceId: price.id, currency: "EUR", couponCode, gateway: "sandbox" };
  return {
    quote,
    order: (details?: { country: string; company: null; vatId: null }) =>
      buyPlan({ ...input, ...details, shown: writtenTerms(quote, customer.id), consent: true }),
  };
}

/** An operator corrects a payment plan. */
export function correct({ id, planId }: Price, values: { amount?: string } & Record<string, unknown>) {
  const { amount = "10.00", ...rest } = values;
  const input = { id, planId, interval: "MONTH", intervalCount: 1, trialDays: 0, taxIncluded: "on", amounts: { EUR: { amount } }, ...rest };
  return savePrice(savePriceInput.parse(input), SYSTEM);
}
