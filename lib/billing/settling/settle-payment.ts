import { abandonOrder } from "#lib/billing/ending/abandon-orders.ts";
import { creditBalance } from "#lib/billing/parts/book-issued.ts";
import { send } from "#lib/billing/parts/notify.ts";
import { openFromBalance } from "#lib/billing/parts/open-from-balance.ts";
import { methodsInUse, putInUse, takeOutOfUse, twinsOf } from "#lib/billing/parts/put-in-use.ts";
import { receiptLetter } from "#lib/billing/parts/receipt-letter.ts";
import { invoiceSeries } from "#lib/billing/parts/series.ts";
import { bearTaxOfDay } from "#lib/billing/parts/tax-of-day.ts";
import { restoreCoupon } from "#lib/catalog/redeem-coupon.ts";
import { lockCustomer } from "#lib/customers/lock.ts";
import type { Customer, Dispute, Invoice, Transaction } from "#lib/db/generated/client.ts";
import { type Tx, transaction } from "#lib/db/transaction.ts";
import { balanceOf } from "#lib/invoices/balance.ts";
import { lockInvoice } from "#lib/invoices/lock.ts";
import { countPayment } from "#lib/invoices/settle.ts";
import type { Source } from "#lib/kernel/source.ts";
import { charged, feeTaken, issued, owedNoMore, writeOffUndone } from "#lib/ledger/journals.ts";
import { type Journal, journalRows, post } from "#lib/ledger/post.ts";
import { readTemplates } from "#lib/messages/sending/read-templates.ts";
import type { Succeeded } from "#lib/payments/gateway.ts";
import { movedAnother, recordMismatch } from "#lib/payments/other-amount.ts";
import { recordOutcome } from "#lib/payments/record-outcome.ts";
import { markSurplus } from "#lib/payments/restate-payment.ts";
import type { Settings } from "#lib/settings/schema.ts";
import { getSettings } from "#lib/settings/settings.ts";
import { lockToDeliver } from "#lib/subscriptions/lock.ts";
import { payGift } from "#lib/wallet/gifts.ts";
import { lockBalance } from "#lib/wallet/lock.ts";
import { deliverChange } from "./deliver-change.ts";
import { type Bought, type Delivered, deliverSubscription, type NotDelivered, whyRefused } from "./deliver-subscription.ts";
import { giveBack, type Surplus } from "./give-back.ts";
import { keepMethod } from "./keep-method.ts";
import { type Held, lockPayment } from "./lock-payment.ts";
import { recordLate } from "./record-late.ts";
import { settleRefund } from "./settle-refund.ts";
import { topUp } from "./top-up.ts";

/**
 * The one door to "paid": return page, webhook, off-session charge and zero total all end here. Idempotent: the transaction's row is locked,
 * and a settled one is left as it is. In one database transaction: outcome, saved method, invoice, ledger, order, subscription, messages.
 * Money that buys nothing (a second payment of the same thing) is given back. Returns the transaction as it is then.
 */
export async function settlePayment(transactionId: string, outcome: Succeeded, source: Source, known?: Settings): Promise<Transaction> {
  const settings = known ?? (await getSettings());
  return transaction(async (tx) => {
    const { found, ...held } = await lockPayment(tx, transactionId);
    return settle(tx, found, outcome, source, settings, held);
  });
}

/** The same within the caller's database transaction, of a payment that is locked; `held`: what is locked with it. */
export async function settle(
  tx: Tx,
  found: Transaction,
  outcome: Succeeded,
  source: Source,
  settings: Settings,
  held?: Held,
): Promise<Transaction> {
  if (movedAnother(found, outcome)) return recordMismatch(tx, found, outcome, source);
  if (found.status === "SUCCEEDED") return recordLate(tx, found, outcome);
  if (found.kind === "REFUND") return settleRefund(tx, found, outcome, source, settings);
  const customer = held?.customer ?? (await lockCustomer(tx, found.customerId));
  const { saved, paidWith } = await keepMethod(tx, found, outcome);
  const refused = await refuseUncharged(tx, found, source);
  if (refused) return refused;
  const recorded = await recordOutcome(tx, found, outcome, source, paidWith);
  const by = { ...held, customer, saved, renewsWith: saved ?? found.paymentMethodId };
  const journals = [charged(recorded), ...(recorded.fee ? [feeTaken(recorded, recorded.fee)] : [])];
  const { paid, surplus } = await settleInvoice(tx, recorded, journals, by, source, settings);
  if (surplus) await giveBack(tx, paid, surplus, settings);
  return paid;
}

/** A locked debit that had come back is paid after all: it counts to its invoice again, or is given back where that was paid meanwhile. What its order gave stays given. */
export async function settleReversed(tx: Tx, charge: Transaction, dispute: Dispute, source: Source, settings: Settings): Promise<void> {
  const by = { customer: await lockCustomer(tx, charge.customerId), saved: null, renewsWith: charge.paymentMethodId };
  const { paid, surplus } = await settleInvoice(tx, { ...charge, orderId: null }, [owedNoMore(dispute, charge)], by, source, settings);
  if (surplus) await giveBack(tx, paid, surplus, settings);
}

/**
 * Nothing was charged, and its order may not be had: it is simply refused, for there is nothing to give back. A card stays saved, so that the
 * next order knows it and offers no trial.
 */
async function refuseUncharged(tx: Tx, found: Transaction, source: Source): Promise<Transaction | null> {
  const { amount, orderId, invoiceId, subscriptionId } = found;
  if (amount > 0n || !orderId || !invoiceId || !subscriptionId) return null;
  await lockInvoice(tx, invoiceId);
  const subscription = await lockToDeliver(tx, subscriptionId);
  const code = subscription.activatedAt ? null : await whyRefused(tx, found, subscription, source);
  if (!code) return null;
  const refused = await recordOutcome(tx, found, { status: "declined", retry: "final", code, reason: REFUSED[code] }, source);
  await abandonOrder(tx, orderId, source);
  return refused;
}

const REFUSED = {
  already_subscribed: "The viewer has this plan already.",
  paid_in_store: "The viewer pays an app store for this plan.",
  trial_used: "The free trial was used before with this card, phone number or address.",
  coupon_used: "The coupon was redeemed in another order.",
  coupon_not_first: "The coupon is for a first purchase, and something was bought before with this card, phone number or address.",
};

const NOTHING: Delivered = { subscription: null, begun: false, letters: [] };

type Settled = { paid: Transaction; surplus: Surplus | null };

/**
 * Counts a payment to its invoice. Several may meet one; who paid the last of it gets what it is for. More than is left is surplus, all of it.
 * What the payment of an order leaves, its viewer agreed to pay from their balance: only now is that taken. Where it is not there any more, nothing was bought.
 */
async function settleInvoice(
  tx: Tx,
  recorded: Transaction,
  journals: Journal[],
  { customer, saved, renewsWith, ...held }: Pick<Bought, "customer" | "saved" | "renewsWith"> & Partial<Omit<Held, "customer">>,
  source: Source,
  settings: Settings,
): Promise<Settled> {
  if (!recorded.invoiceId && recorded.kind !== "CHARGE") {
    await takeMethod(tx, recorded, saved);
    return { paid: recorded, surplus: null };
  }
  if (!recorded.invoiceId) {
    if (await topUp(tx, recorded, customer, settings)) return { paid: recorded, surplus: null };
    await post(tx, ...journals);
    return { paid: await markSurplus(tx, recorded), surplus: "balance_full" };
  }
  const locked = held.invoice ?? (await lockInvoice(tx, recorded.invoiceId));
  if (locked.status === "PAID" || recorded.amount > balanceOf(locked)) {
    await post(tx, ...journals);
    return { paid: await markSurplus(tx, recorded), surplus: "paid_twice" };
  }
  const rest = locked.number === null ? balanceOf(locked) - recorded.amount : 0n;
  if (rest > 0n && (await lockBalance(tx, customer.id, locked.currency)) < rest) {
    await post(tx, ...journals);
    if (recorded.orderId) await abandonOrder(tx, recorded.orderId, source);
    return { paid: await markSurplus(tx, recorded), surplus: "balance_short" };
  }
  const { paid, invoice } = await bearTaxOfDay(tx, { paid: recorded, invoice: locked }, held.taxes);
  const met = paid.amount + rest === balanceOf(invoice);
  const delivered = met ? await deliver(tx, { paid, invoice, customer, saved, renewsWith }, source, settings) : NOTHING;
  if (invoice.number === null) await creditBalance(tx, invoice);
  const [surplus, { subscription, begun, letters }] = typeof delivered === "string" ? [delivered, NOTHING] : [null, delivered];
  const templates = await readTemplates(tx, customer, ["welcome", "receipt"]);
  // The number comes late, for its series stays locked from here to the commit.
  const payment = { amount: paid.amount, term: begun && subscription ? subscription : undefined };
  const booked = journalRows([...journalsBefore(invoice, paid), ...journals]);
  const numbered = await countPayment(tx, invoice, payment, invoiceSeries(settings), booked);
  if (rest > 0n) await payRest(tx, { rest, invoice: numbered, customer }, source, settings);
  const receipt = receiptLetter({ paid, invoice: numbered, subscription });
  await send(tx, templates, customer, settings, receipt ? [...letters, receipt] : letters);
  return { paid, surplus };
}

type Rest = { rest: bigint; invoice: Invoice; customer: Customer };

/** The other part of an order, from the viewer's balance: what it is for has been given with the first. */
async function payRest(tx: Tx, { rest, invoice, customer }: Rest, source: Source, settings: Settings): Promise<void> {
  const opened = await openFromBalance(tx, invoice, customer, rest, source);
  const paid = await recordOutcome(tx, opened, { status: "succeeded" }, source);
  await countPayment(tx, invoice, { amount: rest }, invoiceSeries(settings), journalRows([charged(paid)]));
}

/** What a payment makes of its invoice before it is counted: it is issued with it, or owed after all. */
function journalsBefore(invoice: Invoice, paid: Transaction): Journal[] {
  if (invoice.number === null) return [issued(invoice)];
  return invoice.status === "UNCOLLECTIBLE" ? [writeOffUndone(paid)] : [];
}

/** The order is complete, and the viewer gets what it was for. */
async function deliver(tx: Tx, bought: Omit<Bought, "visitor">, source: Source, settings: Settings): Promise<Delivered | NotDelivered> {
  const { paid, invoice, customer } = bought;
  const order = paid.orderId ? await completeOrder(tx, paid.orderId, paid.settledAt) : null;
  if (order?.kind === "GIFT") {
    await payGift(tx, order.id);
    return NOTHING;
  }
  if (order?.kind === "CHANGE") {
    const changed = await deliverChange(tx, bought, order, source, settings);
    return changed ? { ...changed, letters: [] } : "changed_meanwhile";
  }
  const delivered = await deliverSubscription(tx, { ...bought, visitor: order?.visitor ?? null }, source, settings);
  if (typeof delivered !== "string" && order?.couponId && invoice.status === "VOID")
    await restoreCoupon(tx, { couponId: order.couponId, orderId: order.id, customerId: customer.id, code: paid.couponCode });
  return delivered;
}

function completeOrder(tx: Tx, id: string, completedAt: Date | null) {
  const data = { status: "PAID", completedAt } as const;
  return tx.order.update({
    where: { id },
    data,
    select: { id: true, kind: true, couponId: true, visitor: true, subscriptionId: true, quote: true },
  });
}

/** A method that was saved for itself is put in use; one that it takes the place of is forgotten. */
async function takeMethod(tx: Tx, { number, kind, customerId, replacesId }: Transaction, methodId: string | null): Promise<void> {
  if (kind !== "SETUP" || !methodId) throw new Error(`Transaction ${number} has no invoice and saved no method`);
  await putInUse(tx, customerId, methodId);
  const saved = replacesId ? await methodsInUse(tx, customerId) : [];
  const replaced = saved.find(({ id }) => id === replacesId);
  if (!replaced) return;
  await takeOutOfUse(
    tx,
    customerId,
    twinsOf(replaced, saved).filter(({ id }) => id !== methodId),
  );
}
