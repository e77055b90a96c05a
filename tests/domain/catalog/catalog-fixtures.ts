import { SYSTEM } from "#lib/audit/audit.ts";
import { savePlan, savePlanInput } from "#lib/catalog/save-plan.ts";
import { type SavePriceInput, savePrice } from "#lib/catalog/save-price.ts";
import { db } from "#lib/db/client.ts";
import type { Plan, Price } from "#lib/db/generated/client.ts";
import { now } from "#lib/kernel/clock.ts";

/** A draft with a slug of its own. */
export function addPlan(values: Record<string, unknown> = {}): Promise<Plan> {
  const slug = `plan-${crypto.randomUUID()}`.slice(0, 60);
  return savePlan(savePlanInput.parse({ name: "Family", slug, ...values }), SYSTEM);
}

/** A monthly price. */
export async function addPrice(planId: string, amounts: SavePriceInput["amounts"]): Promise<Price> {
  const input = { planId, interval: "MONTH", intervalCount: 1, trialDays: 0, billingDay: null, taxIncluded: true, amounts } as const;
  return (await savePrice(input, SYSTEM)).price;
}

/** A subscription at this price, as a purchase leaves it; returns its viewer's id. */
export async function sell(price: Price): Promise<string> {
  const key = crypto.randomUUID();
  const at = now();
  const customer = await db.customer.create({
    data: { email: `${key}@example.com`, name: "Ada", serviceUserId: key, servicePassword: "sealed", createdAt: at, updatedAt: at },
  });
  await db.subscription.create({
    data: {
      customerId: customer.id,
      payerId: customer.id,
      planId: price.planId,
      priceId: price.id,
      currency: "EUR",
      amount: 999n,
      interval: price.interval,
      status: "ACTIVE",
      timeZone: "UTC",
      createdAt: at,
    },
  });
  return customer.id;
}
