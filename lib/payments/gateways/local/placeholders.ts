import { toDecimal } from "#lib/kernel/money.ts";
import type { CheckoutRequest } from "../../gateway.ts";

/** What may stand in a field, in braces. No secret is among them. */
const VALUES = {
  /** Our transaction's id, 36 characters; `reference32` is the same without its dashes; `number` is its number, for providers that know payments by few digits. */
  reference: ({ transactionId }) => transactionId,
  reference32: ({ transactionId }) => transactionId.replaceAll("-", ""),
  number: ({ number }) => String(number),
  /** In minor units: 1999; `amountDecimal`: 19.99. */
  amount: ({ amount }) => amount.minor.toString(),
  amountDecimal: ({ amount }) => toDecimal(amount),
  currency: ({ amount }) => amount.currency,
  description: ({ description }) => description,
  email: ({ payer }) => payer.email,
  name: ({ payer }) => payer.name,
  locale: ({ locale }) => locale,
  returnUrl: ({ returnUrl }) => returnUrl,
  cancelUrl: ({ cancelUrl }) => cancelUrl,
  notificationUrl: ({ webhookUrl }) => webhookUrl,
  /** Seconds since 1970 when the payment was begun: the same however often it is asked for, as a UUIDv7 says it. */
  timestamp: ({ transactionId }) => String(Math.floor(madeAt(transactionId) / 1000)),
} satisfies Record<string, (request: Asked) => string>;

export type Asked = Omit<CheckoutRequest, "mode" | "saveMethod" | "expiresAt" | "settings">;

const PLACEHOLDER = /\{(\w+)\}/g;

/** Those that nobody knows. */
export function unknownIn(template: string): string[] {
  return [...template.matchAll(PLACEHOLDER)].map(([, name]) => name).filter((name) => !Object.hasOwn(VALUES, name));
}

export function fill(template: string, request: Asked): string {
  return template.replace(PLACEHOLDER, (_, name: keyof typeof VALUES) => VALUES[name](request));
}

/** In milliseconds. */
function madeAt(uuid7: string): number {
  return Number.parseInt(uuid7.replaceAll("-", "").slice(0, 12), 16);
}
