import type { References } from "../../gateway-capabilities.ts";

/** Mollie takes 1 kB of metadata, and 255 characters of a description. Source: docs.mollie.com/reference/create-payment */
const VALUE_LENGTH = 200;
const DESCRIPTION_LENGTH = 255;

/** Our transaction, and what finance searches Mollie's exports by. */
export function metadataOf({ transactionId, references = {} }: { transactionId: string; references?: References }): Record<string, string> {
  // Always in this order, for rows give their references in one of their own, and a repeat is the same to the letter.
  const { order, invoice, plan } = references;
  const named = Object.entries({ order, invoice, plan }).flatMap(([name, value]) => (value ? [[name, value.slice(0, VALUE_LENGTH)]] : []));
  return { transactionId, ...Object.fromEntries(named) };
}

/** The transaction that a payment or refund was made for; undefined for what somebody made at Mollie. */
export function transactionOf(metadata: unknown): string | undefined {
  const { transactionId } = (metadata ?? {}) as { transactionId?: unknown };
  return typeof transactionId === "string" ? transactionId : undefined;
}

/** What Mollie's lists and bank statements show of a payment, e.g. "Gold · #1042 · 2026-000042". */
export function describedFor({
  transactionId,
  description,
  references = {},
}: {
  transactionId: string;
  description: string;
  references?: References;
}): string {
  const { order, invoice } = references;
  return [description || transactionId, order && `#${order}`, invoice].filter(Boolean).join(" · ").slice(0, DESCRIPTION_LENGTH);
}
