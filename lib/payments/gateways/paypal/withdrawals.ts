import type { ListedPayout, ListPage, ListWindow } from "../../gateway-lists.ts";
import type { PayPal } from "./client.ts";
import { type AccountMovement, movements } from "./movements.ts";

/** T04 is what went from the account to a bank, T03 what came from one, T1101 a withdrawal that came back. */
const BANK = /^T0[34]/;
const CAME_BACK = "T1101";
const STATUS: Record<string, ListedPayout["status"]> = { S: "paid", D: "failed", V: "failed" };

/**
 * What went between PayPal's account and the bank. It is taken from the balance, whatever that was made of: no withdrawal consists of payments, and none says any.
 * @throws as payPalListed
 */
export function payPalWithdrawals(paypal: PayPal, window: ListWindow): Promise<ListPage<ListedPayout>> {
  return movements(paypal, window, { itemOf: withdrawalOf });
}

function withdrawalOf({ id, code, status, amount, at, about }: AccountMovement): ListedPayout | null {
  const cameBack = code === CAME_BACK;
  if (!cameBack && !BANK.test(code)) return null;
  // One that came back is the failure of what it names; where it names nothing it is money from the bank.
  if (cameBack && about) return { reference: about, status: "failed", total: amount, at, lines: "never" };
  return { reference: id, status: STATUS[status] ?? "waiting", total: { ...amount, minor: -amount.minor }, at, lines: "never" };
}
