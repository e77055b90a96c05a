import { z } from "zod";
import { openPage } from "#lib/billing/asking/open-checkout.ts";
import { abandonOrder } from "#lib/billing/ending/abandon-orders.ts";
import { balanceShare } from "#lib/billing/parts/balance-share.ts";
import { openPayment } from "#lib/billing/parts/open-payment.ts";
import { checkoutPartsFor } from "#lib/billing/parts/request-parts.ts";
import { requireGateway } from "#lib/billing/parts/require-gateway.ts";
import { buyerOf, payerOf, sellerOf } from "#lib/billing/parts/snapshots.ts";
import { payOrderFromBalance } from "#lib/billing/settling/pay-from-balance.ts";
import { itemOf } from "#lib/catalog/contract.ts";
import { lockOffer } from "#lib/catalog/lock.ts";
import { writtenTerms } from "#lib/catalog/terms.ts";
import { lockCustomer } from "#lib/customers/lock.ts";
import { countryCode, personName } from "#lib/customers/profile.ts";
import { updateProfile } from "#lib/customers/save-profile.ts";
import type { Customer, Transaction } from "#lib/db/generated/client.ts";
import { type Tx, transaction } from "#lib/db/transaction.ts";
import { taxInPayment } from "#lib/invoices/balance.ts";
import { invoiceDraft } from "#lib/invoices/draft.ts";
import { now } from "#lib/kernel/clock.ts";
import { emailAddress } from "#lib/kernel/email.ts";
import { conflict, DomainError } from "#lib/kernel/errors.ts";
import { newId } from "#lib/kernel/ids.ts";
import { flag, optionalDate, optionalText } from "#lib/kernel/inputs.ts";
import { civilDate, startOfHour } from "#lib/kernel/period.ts";
import { BALANCE } from "#lib/ledger/accounts.ts";
import type { Settings } from "#lib/settings/schema.ts";
import { getSettings } from "#lib/settings/settings.ts";
import { storeLabel } from "#lib/stores/registry.ts";
import { subscriptionDraft } from "#lib/subscriptions/start.ts";
import { writeGift } from "#lib/wallet/gifts.ts";
import { buyerHas } from "./buyer-has.ts";
import { type PreparedOrder, prepareOrder, quoteOrderInput, storable } from "./quote-order.ts";

/** At nine in the morning, where the company is, receivers are written to. */
const DELIVERED_AT = 9;

export const buyGiftInput = quoteOrderInput.pick({ priceId: true, currency: true }).extend({
  country: countryCode,
  toName: personName,
  toEmail: emailAddress,
  /** On the card, and in the letter. */
  message: optionalText(500).refine((text) => text.split("\n").length <= 10, "too_long"),
  /** The day on which the receiver is written to; none: at once. */
  deliverOn: optionalDate,
  gateway: z.string().max(40).default(""),
  shown: z.string().max(5000),
  consent: flag.pipe(z.literal(true, "consent_missing")),
});
export type BuyGiftInput = z.output<typeof buyGiftInput>;

/**
 * Orders one term of a plan for somebody else, and returns where to send the giver. It is taxed where the giver lives, and begins when it is redeemed.
 * @throws as `buyPlan`, 422 `gift_not_free` for a plan that costs nothing, `date_past` at `deliverOn`, and
 * 409 `paid_in_store` for one to themselves.
 */
export async function buyGift(
  input: BuyGiftInput,
  viewer: Pick<Customer, "id">,
  ip: string | null,
): Promise<{ orderId: string; url: string }> {
  const settings = await getSettings();
  const placed = await transaction((tx) => placeGift(tx, input, viewer.id, ip, settings));
  return { orderId: placed.orderId, url: placed.opened ? await openPage(placed.opened) : `/checkout/return?order=${placed.orderId}` };
}

type Placed = { orderId: string; opened: Transaction | null };

async function placeGift(tx: Tx, input: BuyGiftInput, viewerId: string, ip: string | null, settings: Settings): Promise<Placed> {
  const { priceId, currency, country } = input;
  const customer = await updateProfile(tx, await lockCustomer(tx, viewerId), { country });
  await lockOffer(tx, { priceId });
  const has = await buyerHas(tx, customer.id, input);
  if (has.store !== null && input.toEmail === customer.email) throw conflict("paid_in_store", { store: storeLabel(has.store) });
  const { vatId, taxExemption } = customer;
  const offer = await prepareOrder(tx, { priceId, currency, country, vatId, taxExemption, customerId: customer.id }, settings, true);
  if (offer.quote.total === 0n) throw new DomainError("gift_not_free");
  const share = balanceShare({ minor: offer.quote.total, currency }, has.balance, settings);
  if (writtenTerms(offer.quote, customer.id, share) !== input.shown) throw new DomainError("terms_changed");
  const waiting = { customerId: customer.id, kind: "GIFT", status: "OPEN", planId: offer.plan.id } as const;
  for (const { id } of has.openOrders ? await tx.order.findMany({ where: waiting, select: { id: true } }) : [])
    await abandonOrder(tx, id, "checkout");
  return writeOrder(tx, input, customer, ip, settings, { ...offer, share, customerReference: has.customerReference });
}

type Prepared = PreparedOrder & { share: bigint; customerReference: string | null };

async function writeOrder(
  tx: Tx,
  input: BuyGiftInput,
  customer: Customer,
  ip: string | null,
  settings: Settings,
  { quote, share, customerReference, plan, price, amount: priced }: Prepared,
): Promise<Placed> {
  const { currency, total, tax, lines, treatment, contract } = quote;
  const amount = share === total ? share : total - share;
  const deliverAt = dayOf(input.deliverOn, settings);
  const gateway =
    share === total
      ? BALANCE
      : requireGateway(input.gateway, settings, { amount: { minor: amount, currency }, country: customer.country, planId: plan.id }).id;
  const subscription = await subscriptionDraft(tx, {
    customerId: customer.id, // until somebody redeems it
    planId: plan.id,
    priceId: price.id,
    contract,
    item: itemOf({ plan, price, amount: priced }),
    timeZone: settings.company.timeZone,
    givenOnce: false,
  });
  const order = {
    id: newId(),
    kind: "GIFT" as const,
    customerId: customer.id,
    subscriptionId: subscription.id,
    planId: plan.id,
    priceId: price.id,
    currency,
    gateway,
    quote: storable(quote),
    terms: input.shown,
    consentAt: now(),
    ip,
    createdAt: now(),
  };
  const invoice = invoiceDraft({
    customerId: customer.id,
    subscriptionId: subscription.id,
    orderId: order.id,
    currency,
    treatment,
    cycle: 0,
    periodStart: null, // begins when it is redeemed
    periodEnd: null,
    seller: sellerOf(settings),
    buyer: buyerOf(customer),
    lines: lines.map((line) => ({ ...line, itemId: subscription.itemId })),
    dueAt: now(),
  });
  const charge = {
    kind: "CHARGE" as const,
    source: "checkout" as const,
    gateway,
    customerId: customer.id,
    payer: payerOf(customer, ip),
    currency,
    amount,
    tax: taxInPayment({ total, tax, paid: 0n }, amount),
    invoiceId: invoice.id,
    orderId: order.id,
    subscriptionId: subscription.id,
    planId: plan.id,
    planName: plan.name,
    request:
      gateway === BALANCE ? undefined : checkoutPartsFor({ ...customer, customerReference }, gateway, { orderId: order.id }, settings),
  };
  const opened = await openPayment(tx, charge, { ...subscription.rows, Order: [order], ...invoice.rows });
  const { toName, toEmail, message } = input;
  await writeGift(tx, { orderId: order.id, fromName: customer.name, toName, toEmail, message, deliverAt });
  if (gateway !== BALANCE) return { orderId: order.id, opened };
  await payOrderFromBalance(tx, opened, "checkout", settings);
  return { orderId: order.id, opened: null };
}

function dayOf(deliverOn: string | null, { company: { timeZone } }: Settings): Date {
  if (!deliverOn) return now();
  const day = Temporal.PlainDate.from(deliverOn);
  if (Temporal.PlainDate.compare(day, civilDate(now(), timeZone)) < 0) throw new DomainError("date_past", { field: "deliverOn" });
  return new Date(Math.max(startOfHour(day, DELIVERED_AT, timeZone).getTime(), now().getTime()));
}
