/** Whose id it is: together with the instant and a number it makes the same UUIDv7 each time, so that rows name each other without having met. */
export const TAG = {
  CUSTOMER: 1,
  METHOD: 2,
  SUBSCRIPTION: 3,
  ITEM: 4,
  ORDER: 5,
  INVOICE: 6,
  LINE: 7, // and 8
  CREDIT_NOTE: 9,
  CREDIT_LINE: 10, // and 11
  TRANSACTION: 12,
  ISSUED: 13,
  CHARGED: 14,
  FEE: 15,
  CREDITED: 16,
  REFUNDED: 17,
  WRITTEN_OFF: 18,
  RECOGNISED: 19,
  DISPUTE: 20,
  DISPUTE_MOVED: 21, // and 22
  ENTRY: 24,
  MOVEMENT: 25,
  EVENT: 26,
  MESSAGE: 27,
  PAUSE: 28,
  VISITOR: 29,
} as const;

export type Id = { tag: number; ms: number; n: number };

/** As text, such as `uuid` columns are compared with. */
export function idText({ tag, ms, n }: Id): string {
  const hex = Math.floor(ms).toString(16).padStart(12, "0");
  const low = (0x8000_0000_0000_0000n | BigInt(n)).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8)}-${(0x7000 | tag).toString(16)}-${low.slice(0, 4)}-${low.slice(4)}`;
}
