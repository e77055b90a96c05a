import { z } from "zod";
import { buyPlan, buyPlanInput } from "#lib/billing/buying/buy-plan.ts";
import { methodToCharge } from "#lib/billing/parts/put-in-use.ts";
import { type PlanOfPrice, planBySlug, planOfPrice, publicPlans } from "#lib/catalog/queries.ts";
import { db } from "#lib/db/client.ts";
import type { Customer } from "#lib/db/generated/client.ts";
import { DomainError, notFound } from "#lib/kernel/errors.ts";
import type { Settings } from "#lib/settings/schema.ts";
import { ENDED } from "#lib/subscriptions/state.ts";
import { nearestPrice } from "./nearest-price.ts";

export const takeUpInput = buyPlanInput
  .pick({ priceId: true, currency: true, couponCode: true, gateway: true, shown: true, consent: true })
  .extend({ subscriptionId: z.uuid("invalid") });
export type TakeUpInput = z.output<typeof takeUpInput>;

/**
 * Takes a plan up again that has ended: an order like any other, whose first period begins now. Without a gateway the saved method is charged, that of the
 * ended plan before others. Returns where to go on.
 * @throws 404 `subscription_unknown` for another's or one that has not ended, `gateway_missing` where nothing is saved, the refusals of `buyPlan`.
 */
export async function takeUp({ subscriptionId, ...order }: TakeUpInput, viewer: Pick<Customer, "id">, ip: string | null): Promise<string> {
  const ended = await db.subscription.findUnique({ where: { id: subscriptionId, customerId: viewer.id, status: { in: [...ENDED] } } });
  if (!ended) throw notFound("subscription_unknown");
  if (order.gateway) return (await buyPlan({ ...order, customer: viewer, ip })).url;
  const method = await methodToCharge(db, { ...ended, payerId: viewer.id });
  if (!method) throw new DomainError("gateway_missing", { field: "gateway" });
  return (await buyPlan({ ...order, gateway: method.gateway, methodId: method.id, customer: viewer, ip })).url;
}

/** With which plan and price a viewer takes an ended one up again, in its currency where the shop still has it; null where nothing is sold. */
export async function offeredAgain(
  subscriptionId: string,
  viewer: Pick<Customer, "id" | "country">,
  { market, company }: Settings,
): Promise<(PlanOfPrice & { currency: string; same: boolean }) | null> {
  const ended = await db.subscription.findUnique({
    where: { id: subscriptionId, customerId: viewer.id, status: { in: [...ENDED] }, activatedAt: { not: null } },
    include: { plan: { select: { slug: true, kind: true } } },
  });
  if (!ended || ended.plan.kind === "TRIAL") return null;
  const currency = market.currencies.includes(ended.currency) ? ended.currency : market.defaultCurrency;
  const [own, others] = await Promise.all([planBySlug(ended.plan.slug, currency), publicPlans(currency)]);
  const plans = own && !others.some(({ id }) => id === own.id) ? [own, ...others] : others;
  const nearest = nearestPrice(ended, plans, viewer.country ?? company.country);
  const found = nearest && (await planOfPrice(nearest.price.id, currency));
  return found && { ...found, currency, same: found.plan.id === ended.planId };
}
