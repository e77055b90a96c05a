import type { CapturedPayment, Refund } from "@paypal/paypal-server-sdk";
import type { PayPal } from "./client.ts";

/** A payment and all its refunds: PayPal lists them with its order alone. @throws what the library throws when there is no answer. */
export async function paymentOf(paypal: PayPal, captureId: string): Promise<{ capture: CapturedPayment; refunds: Refund[] }> {
  const { payments, orders } = await paypal.sdk();
  const { result: capture } = await payments.getCapturedPayment({ captureId });
  const id = capture.supplementaryData?.relatedIds?.orderId;
  if (!id) throw new Error(`PayPal names no order of ${captureId}`);
  const { result: order } = await orders.getOrder({ id });
  return { capture, refunds: order.purchaseUnits?.flatMap((unit) => unit.payments?.refunds ?? []) ?? [] };
}
