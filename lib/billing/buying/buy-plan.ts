import { z } from "zod";
import { openPage } from "#lib/billing/asking/open-checkout.ts";
import { payOrder } from "#lib/billing/asking/pay-order.ts";
import { abandonOrder } from "#lib/billing/ending/abandon-orders.ts";
import { balanceShare } from "#lib/billing/parts/balance-share.ts";
import { openPayment } from "#lib/billing/parts/open-payment.ts";
import { chargeParts, checkoutPartsFor } from "#lib/billing/parts/request-parts.ts";
import { requireGateway } from "#lib/billing/parts/require-gateway.ts";
import { buyerOf, payerOf, sellerOf } from "#lib/billing/parts/snapshots.ts";
import { payOrderFromBalance } from "#lib/billing/settling/pay-from-balance.ts";
import { settlePayment } from "#lib/billing/settling/settle-payment.ts";
import { firstCycle, itemOf } from "#lib/catalog/contract.ts";
import type { Offer } from "#lib/catalog/load-offer.ts";
import { lockOffer } from "#lib/catalog/lock.ts";
import type { Quote } from "#lib/catalog/quote.ts";
import { redeemCoupon } from "#lib/catalog/redeem-coupon.ts";
import { writtenTerms } from "#lib/catalog/terms.ts";
import { lockCustomer } from "#lib/customers/lock.ts";
import { saveProfileInput, updateProfile } from "#lib/customers/save-profile.ts";
import type { Customer, PaymentMethod, Transaction } from "#lib/db/generated/client.ts";
import { type Tx, transaction } from "#lib/db/transaction.ts";
import { countOrdered, type Visitor } from "#lib/events/count-step.ts";
import { taxInPayment } from "#lib/invoices/balance.ts";
import { invoiceDraft } from "#lib/invoices/draft.ts";
import { now } from "#lib/kernel/clock.ts";
import { conflict, DomainError, notFound } from "#lib/kernel/errors.ts";
import { newId } from "#lib/kernel/ids.ts";
import { flag } from "#lib/kernel/inputs.ts";
import { BALANCE } from "#lib/ledger/accounts.ts";
import type { TransactionInput } from "#lib/payments/draft.ts";
import { INTERNAL } from "#lib/payments/registry.ts";
import type { Settings } from "#lib/settings/schema.ts";
import { getSettings } from "#lib/settings/settings.ts";
import { storeLabel } from "#lib/stores/registry.ts";
import { subscriptionDraft } from "#lib/subscriptions/start.ts";
import { buyerHas } from "./buyer-has.ts";
import { type PreparedOrder, prepareOrder, quoteOrderInput, storable } from "./quote-order.ts";
import { resumeOrder } from "./retry-order.ts";
import { isSameOrder, type OpenOrder } from "./same-order.ts";

/** What the viewer says of themselves with the order (country, company, tax number) is kept in their profile. */
export const buyPlanInput = quoteOrderInput.extend({
  company: saveProfileInput.shape.company,
  vatId: saveProfileInput.shape.vatId,
  /** The gateway the viewer chose; unused when nothing is due now or later. */
  gateway: z.string("gateway_missing").max(40).default(""),
  /** What was shown (`writtenTerms`); where the order would say anything else it is refused, so nobody buys what they did not see. */
  shown: z.string().max(5000),
  /** The viewer agrees to the terms of service and to what was shown; without it nothing is ordered. */
  consent: flag.pipe(z.literal(true, "consent_missing")),
});
export type BuyPlanInput = z.output<typeof buyPlanInput>;

/** Without a country the details of the profile hold. */
type Details = "country" | "company" | "vatId";
type Order = Omit<BuyPlanInput, Details> &
  Partial<Pick<BuyPlanInput, Details>> & {
    customer: Pick<Customer, "id">;
    ip?: string | null;
    ipCountry?: string | null;
    visitor?: Visitor | null;
    /** A saved method of `gateway` that is charged, where something is due; without it the viewer pays on a page. */
    methodId?: string;
  };

/**
 * Places an order and returns where to send the viewer: the gateway's page, or our own return page.
 * Subscription, order, invoice and PENDING transaction are committed before the gateway is asked. Submitting twice resumes the same order.
 * @throws `terms_changed` when the terms are not those shown, 409 `already_subscribed`, `paid_in_store`, `trial_plan_used`, and the refusals of the quote.
 */
export async function buyPlan(input: Order): Promise<{ orderId: string; url: string }> {
  const settings = await getSettings();
  const placed = await transaction((tx) => placeOrder(tx, input, settings)).catch((error: unknown) => keepDetails(error, input));
  const { orderId } = placed;
  const returned = `/checkout/return?order=${orderId}`;
  if ("resumed" in placed) return { orderId, url: placed.resumed ? await payOrder(placed.resumed, "checkout") : returned };
  const { opened, free } = placed;
  if (!free) return { orderId, url: opened.paymentMethodId ? await payOrder(opened.id, "checkout") : await openPage(opened) };
  await settlePayment(opened.id, { status: "succeeded" }, "checkout");
  return { orderId, url: returned };
}

/** Another VAT number may be another tax, so it is kept: the terms that are shown to the viewer anew must be those of what they said. */
async function keepDetails(error: unknown, { customer, country, company, vatId }: Order): Promise<never> {
  if (country && error instanceof DomainError && error.code === "terms_changed")
    await transaction(async (tx) => {
      const known = await lockCustomer(tx, customer.id);
      if (known.vatId !== vatId) await updateProfile(tx, known, { country, company, vatId });
    });
  throw error;
}

type Placed = { orderId: string } & ({ opened: Transaction; free: boolean } | { resumed: string | null });

async function placeOrder(tx: Tx, input: Order, settings: Settings): Promise<Placed> {
  const { country: stated, company, vatId, currency, priceId, couponCode, addOns } = input;
  const locked = await lockCustomer(tx, input.customer.id);
  const customer = stated ? await updateProfile(tx, locked, { country: stated, company, vatId }) : locked;
  await lockOffer(tx, input);
  const has = await buyerHas(tx, customer.id, input);
  if (has.store !== null) throw conflict("paid_in_store", { store: storeLabel(has.store) });
  const open = has.openOrders ? await openOrders(tx, customer.id) : [];
  const country = customer.country ?? settings.company.country;
  const request = {
    priceId,
    currency,
    country,
    vatId: customer.vatId,
    taxExemption: customer.taxExemption,
    couponCode,
    addOns,
    customerId: customer.id,
  };
  const offer = await prepareOrder(tx, request, settings);
  const share = balanceShare({ minor: offer.quote.total, currency }, has.balance, settings);
  const terms = writtenTerms(offer.quote, customer.id, share);
  if (terms !== input.shown) throw new DomainError("terms_changed");
  const same = open.find(
    (order) => isSameOrder(order, terms, customer, settings) && (order.gateway === input.gateway || isFree(offer.quote, share)),
  );
  for (const order of open) if (order !== same && isReplaced(order, offer)) await abandonOrder(tx, order.id, "checkout");
  if (same) return { orderId: same.id, resumed: await resumeOrder(tx, same, customer, settings) };
  if (has.subscription !== null) throw conflict("already_subscribed", { number: has.subscription });
  return writeOrder(tx, input, customer, settings, { ...offer, terms, share, customerReference: has.customerReference });
}

function openOrders(tx: Tx, customerId: string): Promise<OpenOrder[]> {
  return tx.order.findMany({
    where: { customerId, kind: "PURCHASE", status: "OPEN" },
    include: { invoices: { where: { kind: "INVOICE" } } },
    orderBy: { createdAt: "desc" },
  });
}

/** A new order takes the place of the viewer's open ones of the same plan, and of any that holds the same coupon. */
function isReplaced(order: { planId: string; couponId: string | null }, { plan, coupon }: Offer): boolean {
  return order.planId === plan.id || (coupon !== null && order.couponId === coupon.id);
}

/** Nothing is due beyond what the balance pays, and no method is needed for what comes: no gateway has a part in it. */
function isFree({ total, needsMethod }: Quote, share: bigint): boolean {
  return total === share && !needsMethod;
}

async function writeOrder(
  tx: Tx,
  input: Order,
  customer: Customer,
  settings: Settings,
  { quote, terms, share, customerReference, ...offer }: PreparedOrder & { terms: string; share: bigint; customerReference: string | null },
): Promise<Placed> {
  const { currency, ip, ipCountry, visitor } = input;
  const { plan, price, coupon } = offer;
  const { contract, lines, tax, total, treatment } = quote;
  const at = now();
  const free = isFree(quote, share);
  const renews = quote.renewal !== null;
  const amount = share === quote.total ? share : quote.total - share;
  const gateway = free
    ? share > 0n
      ? BALANCE
      : INTERNAL
    : requireGateway(input.gateway, settings, {
        amount: { minor: amount, currency },
        renews,
        mayAsk: true,
        country: customer.country,
        planId: plan.id,
      }).id;
  const subscription = await subscriptionDraft(tx, {
    customerId: customer.id,
    planId: plan.id,
    priceId: price.id,
    contract,
    item: itemOf(offer),
    addOns: offer.addOns.map((addOn) => itemOf(addOn, "ADD_ON")),
    timeZone: settings.company.timeZone,
    givenOnce: plan.kind === "TRIAL",
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
    terms,
    consentAt: at,
    ip,
    ipCountry,
    visitor: visitor?.id,
    createdAt: at,
  };
  const method = input.methodId && total > share ? await savedMethod(tx, customer.id, input.methodId) : null;
  const invoice = invoiceDraft({
    customerId: customer.id,
    subscriptionId: subscription.id,
    orderId: order.id,
    currency,
    treatment,
    cycle: firstCycle(contract),
    periodStart: null, // begins when it is paid
    periodEnd: null,
    seller: sellerOf(settings),
    buyer: buyerOf(customer),
    lines: lines.map((line) => ({ ...line, itemId: subscription.itemOf(line.priceId) })),
    dueAt: at,
  });
  const charge: TransactionInput = {
    kind: total === 0n && !free ? "SETUP" : "CHARGE",
    source: "checkout",
    gateway,
    customerId: customer.id,
    payer: payerOf(customer, ip, ipCountry),
    currency,
    amount,
    tax: taxInPayment({ total, tax, paid: 0n }, amount),
    invoiceId: invoice.id,
    orderId: order.id,
    subscriptionId: subscription.id,
    planId: plan.id,
    planName: plan.name,
    couponCode: coupon?.code,
    paymentMethodId: method?.id,
    methodKind: method?.kind,
    brand: method?.brand,
    last4: method?.last4,
    request: method
      ? chargeParts(method, { orderId: order.id }, settings)
      : free
        ? undefined
        : checkoutPartsFor({ ...customer, customerReference }, gateway, { orderId: order.id, renews }, settings),
  };
  const opened = await openPayment(tx, charge, { ...subscription.rows, Order: [order], ...invoice.rows });
  if (coupon) await redeemCoupon(tx, coupon, order.id, customer.id);
  if (visitor) await countOrdered(tx, visitor, { planId: plan.id, coupon: coupon?.code, country: customer.country }, settings);
  if (gateway !== BALANCE) return { orderId: order.id, opened, free };
  await payOrderFromBalance(tx, opened, "checkout", settings);
  return { orderId: order.id, resumed: null };
}

/** @throws 404 `method_unknown`, for another viewer's too. */
async function savedMethod(tx: Tx, customerId: string, id: string): Promise<PaymentMethod> {
  const method = await tx.paymentMethod.findUnique({ where: { id, customerId, detachedAt: null } });
  if (!method) throw notFound("method_unknown");
  return method;
}
