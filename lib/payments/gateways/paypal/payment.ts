import type { CapturedPayment, Order, OrdersCapture, Refund } from "@paypal/paypal-server-sdk";
import type { PayPal } from "./client.ts";
import { isMissing } from "./errors.ts";
import { listedRefunds } from "./list.ts";

/** PayPal takes refunds for 180 days. */
const REFUNDED_WITHIN_MS = 181 * 24 * 60 * 60_000;

/** A payment and all its refunds: PayPal lists them with its order alone. @throws what the library throws when there is no answer. */
export async function paymentOf(paypal: PayPal, captureId: string): Promise<{ capture: CapturedPayment; refunds: Refund[] }> {
  const { payments, orders } = await paypal.sdk();
  const { result: capture } = await payments.getCapturedPayment({ captureId });
  const id = orderIdOf(capture);
  if (!id) return { capture, refunds: await refundsWithoutOrder(paypal, captureId, capture) };
  const { result: order } = await orders.getOrder({ id });
  return { capture, refunds: order.purchaseUnits?.flatMap((unit) => unit.payments?.refunds ?? []) ?? [] };
}

/** The order of a payment. One that was made without (with a button, an invoice of PayPal's) is like an order with that payment alone. */
export async function orderOfCapture(paypal: PayPal, captureId: string): Promise<Order | null> {
  const { payments, orders } = await paypal.sdk();
  const capture = await payments.getCapturedPayment({ captureId }).then(({ result }) => result, orNull);
  if (!capture) return null;
  const id = orderIdOf(capture);
  return id ? (await orders.getOrder({ id })).result : asOrder(capture);
}

export const orNull = (error: unknown): null => {
  if (isMissing(error)) return null;
  throw error;
};

const orderIdOf = ({ supplementaryData }: CapturedPayment): string | undefined => supplementaryData?.relatedIds?.orderId;

function asOrder(capture: CapturedPayment): Order {
  const { id, customId } = capture;
  return { id, status: "COMPLETED", purchaseUnits: [{ customId, payments: { captures: [capture as OrdersCapture] } }] } as Order;
}

/** Found among the account's movements. Where those may not be read, a payment that says that nothing was given back is believed. */
async function refundsWithoutOrder(paypal: PayPal, captureId: string, { status, createTime }: CapturedPayment): Promise<Refund[]> {
  const from = new Date(createTime ?? Date.now() - REFUNDED_WITHIN_MS);
  const window = { from, to: new Date(from.getTime() + REFUNDED_WITHIN_MS) };
  const ids = await listedRefunds(paypal, captureId, window).catch((error: unknown) => {
    if (String(status) === "COMPLETED") return [];
    throw error;
  });
  const { payments } = await paypal.sdk();
  return Promise.all(ids.map(async (refundId) => (await payments.getRefund({ refundId })).result));
}
