/** When a transaction was made, in Unix milliseconds by the real clock (which PayPal has too): a UUIDv7 begins with it. */
export function madeAt(transactionId: string): number {
  return Number.parseInt(transactionId.replaceAll("-", "").slice(0, 12), 16);
}
