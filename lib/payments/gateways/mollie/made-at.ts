/** When a transaction was made, in Unix milliseconds by the real clock (which Mollie has too): a UUIDv7 begins with it. */
export function madeAt(transactionId: string): number {
  return Number.parseInt(transactionId.replaceAll("-", "").slice(0, 12), 16);
}

/** Mollie keeps idempotency keys for an hour; after this a repeat looks for what the first call made before it makes anything. Source: docs.mollie.com/reference/api-idempotency */
const KEYS_LAST_MS = 45 * 60_000;

export function mayBeForgotten(transactionId: string): boolean {
  return Date.now() - madeAt(transactionId) > KEYS_LAST_MS;
}
