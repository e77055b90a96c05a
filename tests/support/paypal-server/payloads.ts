import { randomBytes } from "node:crypto";

// biome-ignore lint/suspicious/noExplicitAny: what PayPal answers is checked against its description, not by types
export type Payload = Record<string, any>;
type Amount = { currency_code: string; value: string };

/** 17 characters, as PayPal's. */
export function newKey(): string {
  return [...randomBytes(17)].map((byte) => "0123456789ABCDEFGHJKLMNPRSTUVWXY"[byte % 32]).join("");
}

const decimals = (currency: string) => (["JPY", "HUF", "TWD"].includes(currency) ? 0 : 2);
export const minorOf = ({ currency_code, value }: Amount): number => Math.round(Number(value) * 10 ** decimals(currency_code));
export const amountOf = (minor: number, currency_code: string): Amount => ({
  currency_code,
  value: (minor / 10 ** decimals(currency_code)).toFixed(decimals(currency_code)),
});

export const stamp = (): string => new Date().toISOString();
const link = (href: string, rel: string, method = "GET") => ({ href, rel, method });

export function orderPayload(base: string, given: Payload): Payload {
  const id = newKey();
  const [unit] = given.purchase_units;
  return {
    id,
    intent: given.intent,
    status: "PAYER_ACTION_REQUIRED",
    purchase_units: [{ reference_id: "default", ...unit }],
    create_time: stamp(),
    links: [
      link(`${base}/v2/checkout/orders/${id}`, "self"),
      link(`${base}/checkoutnow?token=${id}`, "payer-action"),
      link(`${base}/v2/checkout/orders/${id}/capture`, "capture", "POST"),
    ],
  };
}

/** A capture; the fee is 2.49 % and 35. */
export function capturePayload(base: string, order: Payload, status: string): Payload {
  const id = newKey();
  const [{ amount, custom_id, invoice_id }] = order.purchase_units;
  const gross = minorOf(amount);
  const fee = Math.round((gross * 249) / 10_000) + 35;
  return {
    id,
    status,
    ...(status === "PENDING" && { status_details: { reason: "ECHECK" } }),
    amount,
    custom_id,
    invoice_id,
    final_capture: true,
    seller_protection: { status: "ELIGIBLE", dispute_categories: ["ITEM_NOT_RECEIVED", "UNAUTHORIZED_TRANSACTION"] },
    seller_receivable_breakdown: {
      gross_amount: amount,
      paypal_fee: amountOf(fee, amount.currency_code),
      net_amount: amountOf(gross - fee, amount.currency_code),
    },
    create_time: stamp(),
    update_time: stamp(),
    links: [
      link(`${base}/v2/payments/captures/${id}`, "self"),
      link(`${base}/v2/payments/captures/${id}/refund`, "refund", "POST"),
      link(`${base}/v2/checkout/orders/${order.id}`, "up"),
    ],
  };
}

export function refundPayload(base: string, capture: Payload, amount: Amount, fields: Payload): Payload {
  const id = newKey();
  return {
    id,
    status: "COMPLETED",
    amount,
    ...fields,
    seller_payable_breakdown: { gross_amount: amount, net_amount: amount, total_refunded_amount: amount },
    create_time: stamp(),
    update_time: stamp(),
    links: [link(`${base}/v2/payments/refunds/${id}`, "self"), link(`${base}/v2/payments/captures/${capture.id}`, "up")],
  };
}

export function accountPayload(account: string): Payload {
  const letters = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
  const account_id = account.padStart(13, "2").slice(-13).replace(/[01]/g, "Z");
  if (![...account_id].every((letter) => letters.includes(letter))) throw new Error(`${account} is no account`);
  return { email_address: "payer@example.com", account_id, account_status: "VERIFIED", address: { country_code: "DE" } };
}

export function disputePayload(base: string, capture: Payload): Payload {
  const id = `PP-D-${newKey().slice(0, 6)}`;
  const { amount } = capture;
  return {
    dispute_id: id,
    create_time: stamp(),
    update_time: stamp(),
    disputed_transactions: [{ seller_transaction_id: capture.id, gross_amount: amount, transaction_status: "COMPLETED" }],
    reason: "UNAUTHORISED",
    status: "WAITING_FOR_SELLER_RESPONSE",
    dispute_amount: amount,
    dispute_life_cycle_stage: "CHARGEBACK",
    dispute_channel: "INTERNAL",
    money_movements: [
      { affected_party: "SELLER", amount, initiated_time: stamp(), type: "DEBIT", reason: "DISPUTE_SETTLEMENT" },
      {
        affected_party: "SELLER",
        amount: amountOf(1_600, amount.currency_code),
        initiated_time: stamp(),
        type: "DEBIT",
        reason: "CHARGEBACK_FEE",
      },
    ],
    links: [link(`${base}/v1/customer/disputes/${id}`, "self")],
  };
}

export function eventPayload(type: string, resource: Payload): Payload {
  const kind = type.startsWith("CHECKOUT") ? "checkout-order" : type.split(".").slice(0, 2).join("-").toLowerCase();
  return {
    id: `WH-${newKey()}-${newKey()}`,
    event_version: "1.0",
    create_time: stamp(),
    resource_type: kind,
    event_type: type,
    summary: type,
    resource: structuredClone(resource),
  };
}
