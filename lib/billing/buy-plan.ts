import { firstIndex } from "#lib/catalog/contract.ts";
import type { Offer } from "#lib/catalog/load-offer.ts";
import type { Quote } from "#lib/catalog/quote.ts";
import { redeemCoupon } from "#lib/catalog/redeem-coupon.ts";
import { lockCustomer } from "#lib/customers/lock.ts";
import type { Customer, Transaction } from "#lib/db/generated/client.ts";
import { type Tx, transaction } from "#lib/db/transaction.ts";
import { drawUpInvoice } from "#lib/invoices/draw-up.ts";
import { now } from "#lib/kernel/clock.ts";
import { DomainError } from "#lib/kernel/errors.ts";
import { newId } from "#lib/kernel/ids.ts";
import { type OpenInput, openTransaction } from "#lib/payments/open-transaction.ts";
import type { Settings } from "#lib/settings/schema.ts";
import { getSettings } from "#lib/settings/settings.ts";
import { startSubscription } from "#lib/subscriptions/start.ts";
import { abandonOrder } from "./abandon-orders.ts";
import { openPage } from "./open-checkout.ts";
import { type PreparedOrder, prepareOrder } from "./quote-order.ts";
import { checkoutParts } from "./request-parts.ts";
import { requireGateway } from "./require-gateway.ts";
import { retryOrder } from "./retry-order.ts";
import { settlePayment } from "./settle-payment.ts";
import { buyerOf, payerOf, sellerOf } from "./snapshots.ts";

export type BuyInput = {
  customer: Customer;
  priceId: string;
  currency: string;
  couponCode?: string;
  /** The gateway the viewer chose; unused when nothing is due now or later. */
  gateway: string;
  /** The total that was shown, in minor units; another one is refused, so nobody pays what they did not see. */
  expectedTotal: bigint;
  ip?: string | null;
  ipCountry?: string | null;
  visitor?: string | null;
};

/**
 * Places an order and returns where to send the viewer: the gateway's page, or our own return page.
 * Subscription, order, invoice and PENDING transaction are committed before the gateway is asked. Submitting twice resumes the same order.
 * @throws `price_changed` when the total is not the one shown, 409 `already_subscribed`, `trial_plan_used`, and the refusals of the quote.
 */
export async function buyPlan(input: BuyInput): Promise<{ orderId: string; url: string }> {
  const settings = await getSettings();
  const placed = await transaction((tx) => placeOrder(tx, input, settings));
  if ("resumed" in placed) return { orderId: placed.resumed, url: await retryOrder(placed.resumed) };
  const { orderId, opened, free } = placed;
  if (!free) return { orderId, url: await openPage(opened) };
  await settlePayment(opened.id, { status: "succeeded" }, "checkout");
  return { orderId, url: `/checkout/return?order=${orderId}` };
}

type Placed = { orderId: string; opened: Transaction; free: boolean } | { resumed: string };

async function placeOrder(tx: Tx, input: BuyInput, settings: Settings): Promise<Placed> {
  const { customer, currency, priceId, couponCode } = input;
  await lockCustomer(tx, customer.id);
  const open = await tx.order.findMany({ where: { customerId: customer.id, status: "OPEN" }, orderBy: { createdAt: "desc" } });
  const country = customer.country ?? settings.company.country;
  const request = { priceId, currency, country, vatId: customer.vatId, couponCode, customerId: customer.id };
  const offer = await prepareOrder(tx, request, settings);
  if (offer.quote.total !== input.expectedTotal) throw new DomainError("price_changed");
  const same = open.find((order) => isSame(order, input) && BigInt((order.quote as { total: string }).total) === offer.quote.total);
  for (const order of open) if (order !== same && isReplaced(order, offer)) await abandonOrder(tx, order.id);
  return same ? { resumed: same.id } : writeOrder(tx, input, settings, offer);
}

/** A new order takes the place of the viewer's open ones of the same plan, and of any that holds the same coupon. */
function isReplaced(order: { planId: string; couponId: string | null }, { plan, coupon }: Offer): boolean {
  return order.planId === plan.id || (coupon !== null && order.couponId === coupon.id);
}

function isSame(order: { priceId: string; currency: string; gateway: string; quote: unknown }, input: BuyInput): boolean {
  const coupon = (order.quote as { couponCode: string | null }).couponCode;
  return (
    order.priceId === input.priceId &&
    order.currency === input.currency &&
    order.gateway === input.gateway &&
    (coupon ?? "") === (input.couponCode?.trim().toUpperCase() ?? "")
  );
}

async function writeOrder(
  tx: Tx,
  input: BuyInput,
  settings: Settings,
  { plan, price, coupon, contract, quote }: PreparedOrder,
): Promise<Placed> {
  const { customer, currency, ip, ipCountry } = input;
  const at = now();
  const free = quote.total === 0n && !quote.needsMethod;
  const gateway = free ? "internal" : requireGateway(input.gateway, settings).id;
  const subscription = await startSubscription(tx, {
    customerId: customer.id,
    planId: plan.id,
    priceId: price.id,
    contract,
    timeZone: settings.company.timeZone,
  });
  const order = {
    id: newId(),
    customerId: customer.id,
    subscriptionId: subscription.id,
    planId: plan.id,
    priceId: price.id,
    currency,
    gateway,
    couponId: coupon?.id ?? null,
    quote: storable(quote),
    consentAt: at,
    ip,
    ipCountry,
    visitor: input.visitor,
    createdAt: at,
  };
  const { lines, subtotal, discount, tax, total, treatment } = quote;
  const invoice = drawUpInvoice({
    customerId: customer.id,
    subscriptionId: subscription.id,
    orderId: order.id,
    planId: plan.id,
    priceId: price.id,
    currency,
    treatment,
    periodIndex: firstIndex(contract),
    periodStart: at,
    periodEnd: quote.trial?.endsAt ?? quote.renewal?.at ?? null,
    seller: sellerOf(settings),
    buyer: buyerOf(customer),
    lines,
    subtotal,
    discount,
    tax,
    total,
    dueAt: at,
  });
  const charge: OpenInput = {
    kind: total === 0n && !free ? "SETUP" : "CHARGE",
    source: "checkout",
    gateway,
    customerId: customer.id,
    payer: payerOf(customer, ip, ipCountry),
    currency,
    amount: total,
    tax,
    invoiceId: invoice.id,
    orderId: order.id,
    subscriptionId: subscription.id,
    planId: plan.id,
    planName: plan.name,
    couponCode: coupon?.code,
    request: free ? undefined : await checkoutParts(tx, gateway, customer, { orderId: order.id }),
  };
  const opened = await openTransaction(tx, charge, { ...subscription.rows, Order: [order], ...invoice.rows });
  if (coupon) await redeemCoupon(tx, coupon, order.id, customer.id);
  return { orderId: order.id, opened, free };
}

/** A quote as JSON: amounts and instants as strings. */
function storable(quote: Quote): object {
  return JSON.parse(JSON.stringify(quote, (_, value) => (typeof value === "bigint" ? value.toString() : value)));
}
