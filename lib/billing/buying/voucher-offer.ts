import { taxContext } from "#lib/billing/parts/tax-context.ts";
import type { Contract } from "#lib/catalog/contract.ts";
import { type Quote, quote } from "#lib/catalog/quote.ts";
import { isSoldIn } from "#lib/catalog/state.ts";
import type { Customer, Plan, Price, VoucherBatch } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { now } from "#lib/kernel/clock.ts";
import type { Settings } from "#lib/settings/schema.ts";
import { storeThatSells } from "#lib/stores/queries.ts";
import { storeLabel } from "#lib/stores/registry.ts";
import { hasLoggedIn } from "#lib/subscriptions/activate.ts";
import { LIVE } from "#lib/subscriptions/state.ts";

/**
 * What a voucher does for a viewer: one term of its plan, or its worth on their balance. `why` it is that, though the voucher is for a plan: they have the
 * plan, here or by a store, or it is not sold where they live.
 */
export type VoucherOffer =
  | { outcome: "balance"; why: "has_plan" | "not_here" | null }
  | { outcome: "balance"; why: "in_store"; store: string }
  | { outcome: "plan"; plan: Plan; price: Price; quote: Quote };

export async function voucherOffer(tx: Tx, batch: VoucherBatch, customer: Customer, { company }: Settings): Promise<VoucherOffer> {
  if (!batch.priceId) return { outcome: "balance", why: null };
  const { plan, ...price } = await tx.price.findUniqueOrThrow({ where: { id: batch.priceId }, include: { plan: true } });
  const country = customer.country ?? company.country;
  if (!isSoldIn(plan, country)) return { outcome: "balance", why: "not_here" };
  const has = { customerId: customer.id, planId: plan.id, status: { in: LIVE } };
  if ((await tx.subscription.count({ where: has })) > 0) return { outcome: "balance", why: "has_plan" };
  const store = await storeThatSells(tx, customer.id, [plan.id], now());
  if (store) return { outcome: "balance", why: "in_store", store: storeLabel(store) };
  const quoted = quote({
    plan,
    priceId: price.id,
    contract: termOf(batch, plan, price),
    setupFee: 0n,
    hasLoggedIn: plan.startsAtFirstLogin && (await hasLoggedIn(tx, customer.id)),
    tax: await taxContext(tx, company, customer),
    timeZone: company.timeZone,
    at: now(),
  });
  return { outcome: "plan", plan, price, quote: quoted };
}

/** One paid term that ends by itself, without a trial, for what the voucher is worth. */
function termOf({ currency, amount }: VoucherBatch, { startsAtFirstLogin }: Plan, { interval, intervalCount }: Price): Contract {
  return {
    currency,
    amount,
    interval,
    intervalCount,
    billingDay: null,
    taxIncluded: true,
    trialDays: 0,
    oneTerm: true,
    startsAtFirstLogin,
    couponId: null,
    couponCode: null,
    couponPercentPpm: null,
    couponAmount: null,
    couponDuration: null,
    couponCycles: null,
  };
}
