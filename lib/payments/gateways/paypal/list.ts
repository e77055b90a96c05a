import type { ListedItem, ListPage, ListWindow } from "../../gateway-lists.ts";
import type { PayPal } from "./client.ts";
import { listedDisputes } from "./disputes.ts";
import { type AccountMovement, movements } from "./movements.ts";
import { refundedBy } from "./refund-mark.ts";
import { transactionOf } from "./webhook.ts";

/** T00 are payments, T1107 is a refund of one. */
const PAYMENT = "T00";
const REFUND = "T1107";
const STATUS: Record<string, ListedItem["status"]> = { S: "succeeded", P: "waiting" };

/** A page that begins with this is one of disputes, which are in a list of their own. */
const OF_DISPUTES = "disputes?";

/** Movements first, disputes then. What the app may not read is said, and left out. @throws what the library, or `read`, throws when there is no answer. */
export async function payPalListed(paypal: PayPal, window: ListWindow): Promise<ListPage<ListedItem>> {
  if (!window.page?.startsWith(OF_DISPUTES)) {
    const { next, ...listed } = await movements(paypal, window, { itemOf });
    return { ...listed, next: next ?? OF_DISPUTES };
  }
  const { next, ...listed } = await listedDisputes(paypal, { ...window, page: window.page.slice(OF_DISPUTES.length) });
  return { ...listed, next: next && `${OF_DISPUTES}${next}` };
}

/** The refunds of a payment that the account's movements name. @throws when they may not be read, or there is no answer. */
export async function listedRefunds(paypal: PayPal, captureId: string, window: Omit<ListWindow, "page">): Promise<string[]> {
  const found: string[] = [];
  let page: string | null = null;
  do {
    const listed: ListPage<ListedItem> = await movements(paypal, { ...window, page }, { itemOf, code: REFUND });
    if (listed.unread) throw new Error(listed.unread);
    found.push(...listed.items.flatMap(({ reference, paymentReference }) => (paymentReference === captureId ? [reference] : [])));
    page = listed.next;
  } while (page);
  return found;
}

function itemOf(moved: AccountMovement): ListedItem | null {
  const { id: reference, code, amount, at, about, custom } = moved;
  const { minor, currency } = amount;
  const common = { reference, status: STATUS[moved.status] ?? "none", at, text: moved.subject };
  // What left the account by a payment of ours to somebody else is nobody's plan.
  if (code.startsWith(PAYMENT) && minor > 0n)
    return { ...common, kind: "payment", paymentReference: reference, transactionId: transactionOf(custom), amount };
  if (code !== REFUND || !about || minor > 0n) return null;
  return { ...common, kind: "refund", paymentReference: about, transactionId: refundedBy(custom), amount: { minor: -minor, currency } };
}
