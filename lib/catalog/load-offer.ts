import type { Coupon, Plan, Price, Prisma } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { DomainError, notFound } from "#lib/kernel/errors.ts";
import { checkCoupon } from "./coupon.ts";
import { isOnSale, isSoldIn } from "./state.ts";

export type Offer = { plan: Plan; price: Price; amount: bigint; setupFee: bigint; coupon: Coupon | null };

/** A price with its plan and its amounts. */
export type PriceRow = Prisma.PriceGetPayload<{ include: { plan: true; amounts: true } }>;

export function findPrice(tx: Tx, id: string): Promise<PriceRow | null> {
  return tx.price.findUnique({ relationLoadStrategy: "join", where: { id }, include: { plan: true, amounts: true } });
}

export type OfferInput = {
  priceId: string;
  /** The price, where a page has just read it to show it. */
  row?: PriceRow;
  currency: string;
  /** The currencies that the shop offers. A price may still have an amount in another one. */
  currencies: string[];
  country: string;
  couponCode?: string;
  at: Date;
  customerId?: string;
};

/**
 * What a viewer may buy at this moment.
 * @throws 404 `plan_unknown` · 422 `price_changed` (archived meanwhile), `not_sold_in_country`, `currency_unavailable`, and the coupon's refusals at `couponCode`.
 */
export async function loadOffer(tx: Tx, input: OfferInput): Promise<Offer> {
  const { currency, currencies, country, couponCode, at, customerId } = input;
  const price = input.row ?? (await findPrice(tx, input.priceId));
  if (!price || !isOnSale(price.plan)) throw notFound("plan_unknown");
  if (price.archivedAt) throw new DomainError("price_changed");
  const { plan, amounts, ...priceRow } = price;
  if (!isSoldIn(plan, country)) throw new DomainError("not_sold_in_country", { field: "country" });
  const amount = currencies.includes(currency) && amounts.find((row) => row.currency === currency);
  if (!amount) throw new DomainError("currency_unavailable", { field: "currency" });
  const coupon = couponCode?.trim() ? await findCoupon(tx, { code: couponCode, planId: plan.id, currency, country, at, customerId }) : null;
  return { plan, price: priceRow, amount: amount.amount, setupFee: amount.setupFee, coupon };
}

type CouponUse = { code: string; planId: string; currency: string; country: string; at: Date; customerId?: string };

/** The viewer's own open orders do not count as uses: ordering again gives them up, and their coupon with them. */
async function findCoupon(tx: Tx, { code, customerId, ...use }: CouponUse): Promise<Coupon> {
  const found = await couponOfCode(tx, code.trim().toUpperCase(), customerId, use.at);
  if (!found) throw new DomainError("coupon_unknown", { field: "couponCode" });
  const { coupon, usesEach } = found;
  const open = customerId
    ? await tx.order.findMany({ where: { customerId, couponId: coupon.id, status: "OPEN" }, select: { id: true } })
    : [];
  const uses = { couponId: coupon.id, orderId: { notIn: open.map(({ id }) => id) } };
  checkCoupon(coupon, { ...use, redeemed: await tx.couponRedemption.count({ where: uses }) });
  if (usesEach !== null && (await tx.couponRedemption.count({ where: { ...uses, code: coupon.code } })) >= usesEach)
    throw new DomainError("coupon_used_up", { field: "couponCode" });
  const used = customerId ? await tx.couponRedemption.count({ where: { ...uses, customerId } }) : 0;
  if (used >= coupon.maxPerViewer) throw new DomainError("coupon_used", { field: "couponCode" });
  return coupon;
}

/** The coupon that a code stands for, under that code, and how often the code may be used; null: as often as the coupon. One that is for a viewer is none to others. */
async function couponOfCode(
  tx: Tx,
  code: string,
  customerId: string | undefined,
  at: Date,
): Promise<{ coupon: Coupon; usesEach: number | null } | null> {
  const own = await tx.coupon.findUnique({ where: { code, onlyBatches: false } });
  if (own) return { coupon: own, usesEach: null };
  const one = await tx.promotionCode.findUnique({ where: { code }, include: { batch: { include: { coupon: true } } } });
  if (!one || one.batch.revokedAt || (one.customerId !== null && one.customerId !== customerId)) return null;
  if (one.expiresAt && one.expiresAt <= at) throw new DomainError("coupon_expired", { field: "couponCode" });
  return { coupon: { ...one.batch.coupon, code }, usesEach: one.batch.usesEach };
}
