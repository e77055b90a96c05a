/** As the gateway of a payment: it was paid from the viewer's balance, or given back to it. */
export const BALANCE = "balance";

export type Account = "receivable" | "revenue" | "tax" | "fees" | "written_off" | "disputes" | typeof BALANCE | `cash:${string}`;

/** Where a gateway's money is. The balance is no cash: we owe it to the viewer. */
export function moneyOf(gateway: string): Account {
  return gateway === BALANCE ? BALANCE : `cash:${gateway}`;
}
