import { type Money, money } from "#lib/kernel/money.ts";
import type { CheckoutRequest } from "../../gateway.ts";
import { cardEndingIn, last4, type TestCard } from "./cards.ts";
import { openToken, signToken } from "./token.ts";

export type Checkout = { transactionId: string; mode: CheckoutRequest["mode"]; amount: Money; saveMethod: boolean; expiresAt: Date };
export type Payment = {
  transactionId: string;
  card: TestCard;
  amount: Money /** Of the saved method it was charged to. */;
  method: string;
  /** It was paid on a page that saved nothing. */
  once?: boolean;
};
export type Method = { transactionId: string; card: TestCard };
export type Refund = { transactionId: string; amount: Money };
/** Where a hosted page sends the viewer next, and what it says; valid with one reference only. */
export type PageDetails = { description: string; returnUrl: string; cancelUrl: string };

export function checkoutReference(checkout: Checkout): string {
  const { transactionId, mode, amount, saveMethod, expiresAt } = checkout;
  const expires = Math.floor(expiresAt.getTime() / 1000);
  return signToken("co", [transactionId, mode, String(amount.minor), amount.currency, saveMethod ? "save" : "once", String(expires)]);
}

export function readCheckout(reference: string): Checkout | null {
  const fields = openToken("co", reference);
  if (!fields) return null;
  const [transactionId, mode, minor, currency, save, expires] = fields;
  return {
    transactionId,
    mode: mode as Checkout["mode"],
    amount: money(BigInt(minor), currency),
    saveMethod: save === "save",
    expiresAt: new Date(Number(expires) * 1000),
  };
}

export function paymentReference({ transactionId, card, amount, method }: Payment): string {
  return signToken("ch", [transactionId, last4(card), String(amount.minor), amount.currency, method]);
}

export function readPayment(reference: string): Payment | null {
  const fields = openToken("ch", reference);
  const card = fields && cardEndingIn(fields[1]);
  if (!card) return null;
  return { transactionId: fields[0], card, amount: money(BigInt(fields[2]), fields[3]), method: fields[4] };
}

/** What a hosted page may be opened for: a checkout, or a charge that the bank asks about. Null for a reference not made here. */
export function readPayable(reference: string): Checkout | Payment | null {
  return readCheckout(reference) ?? readPayment(reference);
}

export function methodReference({ transactionId, card }: Method): string {
  return signToken("pm", [transactionId, last4(card)]);
}

export function readMethod(reference: string): Method | null {
  const fields = openToken("pm", reference);
  const card = fields && cardEndingIn(fields[1]);
  return card ? { transactionId: fields[0], card } : null;
}

export function refundReference({ transactionId, amount }: Refund): string {
  return signToken("re", [transactionId, String(amount.minor), amount.currency]);
}

export function readRefund(reference: string): Refund | null {
  const fields = openToken("re", reference);
  return fields && { transactionId: fields[0], amount: money(BigInt(fields[1]), fields[2]) };
}

export function pageToken(reference: string, page: PageDetails): string {
  const text = Buffer.from(JSON.stringify([page.description, page.returnUrl, page.cancelUrl])).toString("base64url");
  return signToken("pg", [text.replaceAll("_", "."), referenceTail(reference)]);
}

export function readPage(reference: string, token: string): PageDetails | null {
  const fields = openToken("pg", token);
  if (!fields || fields[1] !== referenceTail(reference)) return null;
  const [description, returnUrl, cancelUrl] = JSON.parse(Buffer.from(fields[0].replaceAll(".", "_"), "base64url").toString("utf8"));
  return { description, returnUrl, cancelUrl };
}

function referenceTail(reference: string): string {
  return reference.slice(reference.lastIndexOf("_") + 1);
}
