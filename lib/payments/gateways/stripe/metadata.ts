import type { References } from "../../gateway-capabilities.ts";

/** What a value may have; there may be 50 keys of 40 characters. Source: docs.stripe.com/metadata */
export const METADATA_LENGTH = 500;

/** Our transaction, and what finance searches Stripe's dashboard and exports by. */
export function metadataOf({ transactionId, references = {} }: { transactionId: string; references?: References }) {
  // Always in this order, for rows give their references in one of their own, and a repeat is the same to the letter.
  const { order, invoice, plan } = references;
  const named = Object.entries({ order, invoice, plan }).flatMap(([name, value]) =>
    value ? [[name, value.slice(0, METADATA_LENGTH)]] : [],
  );
  return { transactionId, ...Object.fromEntries(named) } as Record<string, string>;
}

/** What Stripe's lists show of a payment, e.g. "Gold · #1042 · 2026-000042". Viewers read the plan alone. */
export function describedFor({ description, references = {} }: { description: string; references?: References }): string {
  const { order, invoice } = references;
  return [description, order && `#${order}`, invoice].filter(Boolean).join(" · ");
}
