import type { CheckoutPaymentIntent, Order, OrderRequest } from "@paypal/paypal-server-sdk";
import type { ChargeRequest, PaymentOutcome } from "../../gateway.ts";
import { METHOD_UNKNOWN } from "../../gateway-capabilities.ts";
import { approvalOf, purchaseUnit } from "./checkout.ts";
import type { PayPal } from "./client.ts";
import { declined, isMissing, isTooMuch, outcomeOfError, unknown } from "./errors.ts";
import { madeAt } from "./made-at.ts";
import { outcomeOfCaptured } from "./outcomes.ts";

const HOUR_MS = 60 * 60_000;
/** The search takes 31 days at most. */
const MONTH_MS = 30 * 24 * HOUR_MS;
const LEAST_PIECE_MS = 60_000;
/** PayPal keeps the keys of orders for six hours; after this a repeat looks for what the first call made before it makes anything. */
const KEYS_LAST_MS = 5 * HOUR_MS;

/** Charges a saved account: PayPal makes the order and captures it in one request. */
export async function chargeSavedAccount(paypal: PayPal, request: ChargeRequest): Promise<PaymentOutcome> {
  const { transactionId } = request;
  try {
    const earlier = Date.now() - madeAt(transactionId) > KEYS_LAST_MS ? await findEarlier(paypal, transactionId) : null;
    if (earlier) return outcomeOf(earlier);
  } catch (error) {
    return unknown(error);
  }
  try {
    return outcomeOf(await createOrder(paypal, request));
  } catch (error) {
    // What is not there is the account that was saved.
    return isMissing(error) ? declined(METHOD_UNKNOWN, { transactionId }) : outcomeOfError(error, { transactionId });
  }
}

async function createOrder(paypal: PayPal, request: ChargeRequest): Promise<Order> {
  const body = orderRequest(request);
  const { orders } = await paypal.sdk();
  const paypalRequestId = `${request.transactionId}-charge`;
  return (await orders.createOrder({ body, paypalRequestId, prefer: "return=representation" })).result;
}

function orderRequest(request: ChargeRequest): OrderRequest {
  const { method, returnUrl } = request;
  return {
    intent: "CAPTURE" as CheckoutPaymentIntent,
    purchaseUnits: [purchaseUnit(request)],
    paymentSource: { paypal: { vaultId: method.reference, experienceContext: { returnUrl, cancelUrl: returnUrl } } },
  };
}

function outcomeOf(order: Order): PaymentOutcome {
  const { id: reference, status, links } = order;
  if (status === "COMPLETED") return outcomeOfCaptured(order);
  if (status === "VOIDED") return { status: "canceled", reference, reason: "The order was voided." };
  return { status: "needs_action", reference, url: approvalOf(links) };
}

/**
 * The order of a transaction whose answer was lost hours ago, found in the account's movements by our id: they are there after three hours, while
 * the key still holds. Null when there is none. @throws when PayPal may not be asked (the app lacks "Transaction search"): charging again could
 * charge twice.
 */
async function findEarlier(paypal: PayPal, transactionId: string): Promise<Order | null> {
  const made = madeAt(transactionId);
  const captureId = await findCapture(paypal, transactionId, made - HOUR_MS, Math.min(Date.now(), made + MONTH_MS));
  if (!captureId) return null;
  const { payments, orders } = await paypal.sdk();
  const { result: capture } = await payments.getCapturedPayment({ captureId });
  const id = capture.supplementaryData?.relatedIds?.orderId;
  if (!id) throw new Error(`PayPal names no order of ${captureId}`);
  return (await orders.getOrder({ id })).result;
}

/** Looks in halves where PayPal has too many movements for one answer. */
async function findCapture(paypal: PayPal, transactionId: string, from: number, to: number): Promise<string | null> {
  const { search } = await paypal.sdk();
  const [startDate, endDate] = [from, to].map((at) => new Date(at).toISOString());
  try {
    for (let page = 1, pages = 1; page <= pages; page += 1) {
      const { result } = await search.searchTransactions({ startDate, endDate, fields: "transaction_info", pageSize: 500, page });
      pages = result.totalPages ?? 1;
      const found = result.transactionDetails?.find(({ transactionInfo }) => transactionInfo?.invoiceId?.endsWith(transactionId));
      if (found?.transactionInfo?.transactionId) return found.transactionInfo.transactionId;
    }
    return null;
  } catch (error) {
    if (!isTooMuch(error) || to - from < LEAST_PIECE_MS) throw error;
    const middle = Math.floor((from + to) / 2000) * 1000;
    return (await findCapture(paypal, transactionId, from, middle)) ?? findCapture(paypal, transactionId, middle, to);
  }
}
