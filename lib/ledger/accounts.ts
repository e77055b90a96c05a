/** As the gateway of a payment: it was paid from the viewer's balance, or given back to it. */
export const BALANCE = "balance";

/** The same: nobody paid, for an operator let the viewer off. What it pays is refunded in the same moment, so the account is always empty. */
export const FORGIVEN = "forgiven";

/** Ways to pay that bring no money in. */
export const NO_CASH: string[] = [BALANCE, FORGIVEN];

export type Account =
  | "receivable"
  | "deferred"
  | "revenue"
  | "tax"
  | "fees"
  | "written_off"
  | "disputes"
  | "goodwill"
  | "breakage"
  | "bank"
  | "exchange"
  | "suspense"
  | typeof BALANCE
  | typeof FORGIVEN
  | `cash:${string}`;

/** As the gateway of a payment: a voucher, whose money came in when it was sold, by whatever way. */
export const VOUCHER = "voucher";

/** Where a gateway's money is. The balance is no cash: we owe it to the viewer. */
export function moneyOf(gateway: string): Account {
  return gateway === BALANCE || gateway === FORGIVEN ? gateway : `cash:${gateway}`;
}
