import { z } from "zod";
import { payOrder } from "#lib/billing/asking/pay-order.ts";
import { balanceShare } from "#lib/billing/parts/balance-share.ts";
import { requireNotInStore } from "#lib/billing/parts/not-in-store.ts";
import { openPayment } from "#lib/billing/parts/open-payment.ts";
import { checkoutParts } from "#lib/billing/parts/request-parts.ts";
import { requireGateway } from "#lib/billing/parts/require-gateway.ts";
import { payerOf } from "#lib/billing/parts/snapshots.ts";
import { lockOffer } from "#lib/catalog/lock.ts";
import { writtenTerms } from "#lib/catalog/terms.ts";
import { lockCustomer } from "#lib/customers/lock.ts";
import type { Customer, Transaction } from "#lib/db/generated/client.ts";
import { type Tx, transaction } from "#lib/db/transaction.ts";
import { lockInvoice } from "#lib/invoices/lock.ts";
import { conflict, DomainError, notFound } from "#lib/kernel/errors.ts";
import type { CheckoutParts } from "#lib/payments/request-parts.ts";
import type { Settings } from "#lib/settings/schema.ts";
import { getSettings } from "#lib/settings/settings.ts";
import { lockBalance } from "#lib/wallet/lock.ts";
import { basketOf, prepareOrder, renewsBy } from "./quote-order.ts";
import { isSameOrder, type OpenOrder } from "./same-order.ts";

export const retryOrderInput = z.object({ orderId: z.uuid("invalid") });
export type RetryOrderInput = z.output<typeof retryOrderInput>;

/**
 * Takes a viewer's open order up again: the page that is still open, or a new try. Returns where to send them.
 * @throws 404 `order_unknown`, for another's too, 409 `order_closed`, `paid_in_store`, and `terms_changed` when the same order would say something else now, or its
 * gateway is not offered for it any more: the checkout shows what.
 */
export async function retryOrder({ orderId }: RetryOrderInput, customerId: string): Promise<string> {
  const settings = await getSettings();
  const opened = await transaction(async (tx) => {
    const customer = await lockCustomer(tx, customerId);
    const order = await tx.order.findUnique({
      where: { id: orderId, customerId },
      include: { invoices: { where: { kind: "INVOICE" } } },
    });
    if (order?.kind !== "PURCHASE") throw notFound("order_unknown");
    if (order.status === "PAID") return null;
    if (order.status !== "OPEN") throw conflict("order_closed");
    const { priceId, currency, quote } = order;
    const { couponCode, addOns } = basketOf(quote);
    await lockOffer(tx, { priceId, couponCode, addOns });
    const country = customer.country ?? settings.company.country;
    const offer = await prepareOrder(
      tx,
      { priceId, currency, country, vatId: customer.vatId, taxExemption: customer.taxExemption, couponCode, addOns, customerId },
      settings,
    ).catch(hasChanged);
    await requireNotInStore(
      tx,
      customerId,
      [offer, ...offer.addOns].map(({ plan }) => plan.id),
    );
    const { total } = offer.quote;
    const share = balanceShare({ minor: total, currency }, await lockBalance(tx, customerId, currency), settings);
    if (!isSameOrder(order, writtenTerms(offer.quote, customerId, share), customer, settings)) throw hasChanged();
    return resumeOrder(tx, order, customer, settings).catch(hasChanged);
  });
  return opened ? payOrder(opened, "checkout") : `/checkout/return?order=${orderId}`;
}

/** What was ordered cannot be ordered like this any more, for whatever reason: the checkout says which. */
function hasChanged(error?: unknown): never {
  if (error && !(error instanceof DomainError)) throw error;
  throw new DomainError("terms_changed");
}

/**
 * The transaction whose page leads on; null when the order has just been paid. The viewer is locked, and the order is as it would be placed now.
 * @throws as `requireGateway` for a new try at a gateway that is not offered for it any more.
 */
export async function resumeOrder(
  tx: Tx,
  { id: orderId, quote, invoices: [invoice] }: OpenOrder,
  customer: Customer,
  settings: Settings,
): Promise<string | null> {
  await lockInvoice(tx, invoice.id);
  const last = await tx.transaction.findFirstOrThrow({
    where: { orderId, kind: { in: ["CHARGE", "SETUP"] } },
    orderBy: { number: "desc" },
  });
  if (last.status === "SUCCEEDED") return null;
  return last.settledAt ? (await openAgain(tx, last, { customer, renews: renewsBy(quote) }, settings)).id : last.id;
}

/** A new try for the same thing, of the same viewer; the one before stays as it was. */
async function openAgain(tx: Tx, last: Transaction, { customer, renews }: { customer: Customer; renews: boolean }, settings: Settings) {
  const { kind, gateway, customerId, currency, amount, tax, invoiceId, orderId, subscriptionId, planId, planName, couponCode, attempt } =
    last;
  requireGateway(gateway, settings, { amount: { minor: amount, currency }, renews, mayAsk: true, country: customer.country, planId });
  return openPayment(tx, {
    kind,
    source: "checkout",
    gateway,
    customerId,
    currency,
    amount,
    tax,
    invoiceId,
    orderId,
    subscriptionId,
    planId,
    planName,
    couponCode,
    payer: payerOf(customer, last.ip, last.ipCountry),
    attempt: attempt + 1,
    references: (last.request as CheckoutParts | null)?.references,
    request: await checkoutParts(tx, gateway, customer, { orderId, renews }, settings),
  });
}
