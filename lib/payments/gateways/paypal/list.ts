import type { TransactionInformation } from "@paypal/paypal-server-sdk";
import type { ListedItem, ListPage, ListWindow } from "../../gateway-lists.ts";
import { fromPayPalAmount } from "./amount.ts";
import type { PayPal } from "./client.ts";
import { listedDisputes } from "./disputes.ts";
import { isTooMuch } from "./errors.ts";
import { lacking, mayNot } from "./features.ts";
import { refundedBy } from "./refund-mark.ts";
import { transactionOf } from "./webhook.ts";

/** The search takes 31 days at most, and no stretch of time with more than 10,000 movements: such a one is halved until it takes it. */
const PIECE_MS = 30 * 24 * 60 * 60_000;
const LEAST_PIECE_MS = 60_000;
/** Source: developer.paypal.com/docs/transaction-search/transaction-event-codes: T00 are payments, T1107 a refund of one. */
const PAYMENT = "T00";
const REFUND = "T1107";
const STATUS: Record<string, ListedItem["status"]> = { S: "succeeded", P: "waiting" };

/** A page that begins with this is one of disputes, which are in a list of their own. */
const OF_DISPUTES = "disputes?";

/** Movements first, disputes then. What the app may not read is said, and left out. @throws what the library, or `read`, throws when there is no answer. */
export async function payPalListed(paypal: PayPal, window: ListWindow): Promise<ListPage<ListedItem>> {
  if (!window.page?.startsWith(OF_DISPUTES)) {
    const { next, ...listed } = await listedMovements(paypal, window);
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
    const listed = await listedMovements(paypal, { ...window, page }, REFUND);
    if (listed.unread) throw new Error(listed.unread);
    found.push(...listed.items.flatMap(({ reference, paymentReference }) => (paymentReference === captureId ? [reference] : [])));
    page = listed.next;
  } while (page);
  return found;
}

/** The account's movements, all or of one kind, which PayPal lists up to three hours late. `page`: from when, which page of that, and how long it is. */
async function listedMovements(paypal: PayPal, { from, to, page }: ListWindow, transactionType?: string): Promise<ListPage<ListedItem>> {
  const [start = from.getTime(), number = 1, length = PIECE_MS] = page?.split(":").map(Number) ?? [];
  const until = Math.min(to.getTime(), Date.now());
  const end = Math.min(start + length, until);
  if (end <= start) return { items: [], next: null };
  const { search } = await paypal.sdk();
  const asked = {
    startDate: new Date(start).toISOString(),
    endDate: new Date(end).toISOString(),
    ...(transactionType && { transactionType }),
    fields: "transaction_info",
    pageSize: 100,
    page: number,
  };
  try {
    const { result } = await search.searchTransactions(asked);
    const more = number < (result.totalPages ?? 1) ? `${start}:${number + 1}:${length}` : end < until ? `${end}:1:${length}` : null;
    return { items: result.transactionDetails?.flatMap(({ transactionInfo }) => itemOf(transactionInfo) ?? []) ?? [], next: more };
  } catch (error) {
    if (mayNot(error)) return { items: [], next: null, unread: lacking("transactions") };
    const half = Math.floor((end - start) / 2000) * 1000;
    if (isTooMuch(error) && half >= LEAST_PIECE_MS) return { items: [], next: `${start}:1:${half}` };
    throw error;
  }
}

function itemOf(info?: TransactionInformation): ListedItem | null {
  const {
    transactionId: reference,
    transactionEventCode: code = "",
    transactionAmount,
    transactionInitiationDate,
    paypalReferenceId,
    customField,
  } = info ?? {};
  if (!reference || !transactionAmount || !transactionInitiationDate) return null;
  const { minor, currency } = fromPayPalAmount(transactionAmount);
  const status = STATUS[info?.transactionStatus ?? ""] ?? "none";
  const common = { reference, status, at: new Date(transactionInitiationDate), text: info?.transactionSubject };
  // What left the account by a payment of ours to somebody else is nobody's plan.
  if (code.startsWith(PAYMENT) && minor > 0n)
    return {
      ...common,
      kind: "payment",
      paymentReference: reference,
      transactionId: transactionOf(customField),
      amount: { minor, currency },
    };
  if (code !== REFUND || !paypalReferenceId || minor > 0n) return null;
  return {
    ...common,
    kind: "refund",
    paymentReference: paypalReferenceId,
    transactionId: refundedBy(customField),
    amount: { minor: -minor, currency },
  };
}
