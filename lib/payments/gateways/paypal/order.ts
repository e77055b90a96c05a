import type { Order } from "@paypal/paypal-server-sdk";
import type { GatewayReference, PaymentOutcome } from "../../gateway.ts";
import { isDisputed } from "./adjustments.ts";
import { approvalOf } from "./checkout.ts";
import type { PayPal } from "./client.ts";
import { declined, isRefused, refusalOf, unknown } from "./errors.ts";
import { madeAt } from "./made-at.ts";
import { savedAfter } from "./method.ts";
import { outcomeOfCaptured } from "./outcomes.ts";
import { orderOfCapture, orNull } from "./payment.ts";
import { eventIn, transactionOf } from "./webhook.ts";

/** An order that nobody approves is forgotten by PayPal. Source: developer.paypal.com/docs/api/orders/v2, three hours for a page */
const PAGE_LASTS_MS = 3 * 60 * 60_000;
/** An answer to a capture that is older than that was kept for its key. */
const NEW_FOR_MS = 30_000;
/** After these the viewer goes back to PayPal, which offers them another way to pay. */
const PAYER_MAY_CHANGE = new Set([
  "INSTRUMENT_DECLINED",
  "ORDER_NOT_APPROVED",
  "PAYER_ACTION_REQUIRED",
  "REDIRECT_PAYER_FOR_ALTERNATE_FUNDING",
]);

/**
 * What became of an order. One that its payer has approved is captured here, whoever asks (return page, event, reconciliation): the money moves now.
 * One that we have given up is not: nobody can close it at PayPal, but what is never captured never takes money.
 */
export async function lookUpOrder(paypal: PayPal, wanted: GatewayReference): Promise<PaymentOutcome> {
  if (!/^[A-Z0-9]{10,36}$/.test(wanted.reference)) return { status: "unknown", reason: "This is no reference of PayPal's" };
  // An event that shows the order approved saves the question: PayPal captures nothing that is not approved, and nothing twice.
  const told = wanted.settled || wanted.givenUp ? null : approvedIn(wanted);
  const tried = told && (await capture(paypal, told, wanted));
  if (tried && tried.status !== "declined" && tried.status !== "needs_action") return tried;
  // Some events, and the account's list, name the payment alone.
  const order = (await readOrder(paypal, wanted.reference)) ?? (await orderOfCapture(paypal, wanted.reference));
  if (!order) return gone(wanted);
  // Whatever an event names: an order is captured only for the transaction that it was opened for. One that was made at PayPal, or by another shop, names none.
  const ours = transactionOf(order.purchaseUnits?.[0]?.customId);
  if (ours !== wanted.transactionId && (ours !== undefined || order.status !== "COMPLETED"))
    return { status: "unknown", reason: "This order is of another transaction" };
  // What was refused stands until its payer approves again: the event was of this approval.
  if (tried && String(order.status) === "APPROVED" && order.updateTime === told?.updateTime) return tried;
  return outcomeOfOrder(paypal, order, wanted);
}

type Approved = Pick<Order, "id" | "createTime" | "updateTime" | "links">;

function approvedIn({ report, reference, transactionId }: GatewayReference): Approved | null {
  const { event_type: type, resource } = eventIn(report);
  if (type !== "CHECKOUT.ORDER.APPROVED" || resource?.status !== "APPROVED" || resource.id !== reference) return null;
  if (transactionOf(resource.purchase_units?.[0]?.custom_id) !== transactionId) return null;
  return { id: reference, createTime: resource.create_time, updateTime: resource.update_time };
}

async function readOrder(paypal: PayPal, id: string): Promise<Order | null> {
  const { orders } = await paypal.sdk();
  return orders.getOrder({ id }).then(({ result }) => result, orNull);
}

async function outcomeOfOrder(paypal: PayPal, order: Order, wanted: GatewayReference): Promise<PaymentOutcome> {
  const { id: reference, status, links } = order;
  switch (String(status)) {
    case "COMPLETED":
      return outcomeOfCompleted(paypal, order, wanted);
    case "VOIDED":
      return { status: "canceled", reference, reason: "The order was voided." };
    case "CREATED":
    case "SAVED":
    case "PAYER_ACTION_REQUIRED":
      return wanted.givenUp ? left(reference) : { status: "needs_action", reference, url: approvalOf(links) };
    case "APPROVED":
      return wanted.givenUp ? left(reference) : capture(paypal, order, wanted);
    default:
      return { status: "unknown", reason: `PayPal says ${status}` };
  }
}

async function outcomeOfCompleted(paypal: PayPal, order: Order, wanted: GatewayReference): Promise<PaymentOutcome> {
  return withSaved(paypal, order, outcomeOfCaptured(order, await isDisputed(paypal, order)), wanted);
}

async function withSaved(paypal: PayPal, order: Order, outcome: PaymentOutcome, { report }: GatewayReference): Promise<PaymentOutcome> {
  return outcome.status === "succeeded" ? { ...outcome, ...(await savedAfter(paypal, order, report)) } : outcome;
}

const left = (reference?: string): PaymentOutcome => ({
  status: "canceled",
  reference,
  reason: "The payment was given up before it was taken.",
});

/** Young orders are not forgotten: the keys may be of another account. */
function gone({ transactionId, reference }: GatewayReference): PaymentOutcome {
  if (Date.now() - madeAt(transactionId) < PAGE_LASTS_MS) return { status: "unknown", reason: "PayPal does not know this order" };
  return { status: "canceled", reference, reason: "The payment page has expired." };
}

/**
 * Takes the money of an approved order. PayPal captures an order once, whatever the key; the key keeps a repeat from being refused. A payer who was
 * declined may approve again with another way to pay, which changes the order: the key holds when that was.
 */
async function capture(paypal: PayPal, order: Approved, wanted: GatewayReference): Promise<PaymentOutcome> {
  const { orders } = await paypal.sdk();
  const id = order.id ?? wanted.reference;
  try {
    const paypalRequestId = `${wanted.transactionId}-capture-${order.updateTime ?? order.createTime ?? ""}`.slice(0, 108);
    const { result, headers } = await orders.captureOrder({ id, paypalRequestId, prefer: "return=representation", body: {} });
    return isNew(result, headers?.date) ? withSaved(paypal, result, outcomeOfCaptured(result), wanted) : captured(paypal, id, wanted);
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal?.status === 404) return gone(wanted);
    if (refusal?.issue === "ORDER_ALREADY_CAPTURED") return captured(paypal, id, wanted);
    if (!refusal || !isRefused(refusal)) return unknown(error);
    if (!PAYER_MAY_CHANGE.has(refusal.issue)) return declined(refusal.issue, { reference: id });
    return { status: "needs_action", reference: id, url: approvalOf([...refusal.links, ...(order.links ?? [])]) };
  }
}

/** The answer to a key that was sent before is the one of then: what befell the payment since is not in it. Both times are of PayPal's clock. */
function isNew({ purchaseUnits }: Order, answeredAt = ""): boolean {
  const made = purchaseUnits?.flatMap(({ payments }) => payments?.captures ?? []).map(({ createTime }) => Date.parse(createTime ?? ""));
  return made?.every((at) => Date.parse(answeredAt) - at < NEW_FOR_MS) ?? true;
}

async function captured(paypal: PayPal, id: string, wanted: GatewayReference): Promise<PaymentOutcome> {
  const { orders } = await paypal.sdk();
  return outcomeOfCompleted(paypal, (await orders.getOrder({ id })).result, wanted);
}
