import type { ChargeRequest, CheckoutRequest, RefundRequest } from "./gateway.ts";

/**
 * What requests are made of besides what a transaction's row says, kept with the row: it may change before a request is repeated, and the same key
 * must ask for the same to the letter.
 */
export type CheckoutParts = Pick<
  CheckoutRequest,
  "saveMethod" | "locale" | "returnUrl" | "cancelUrl" | "webhookUrl" | "references" | "settings"
> & {
  payerReference?: string;
};
export type ChargeParts = Pick<ChargeRequest, "method" | "returnUrl" | "webhookUrl" | "references" | "settings">;
export type RefundParts = Pick<RefundRequest, "paymentReference" | "references">;
