import type { TransactionInformation } from "@paypal/paypal-server-sdk";
import type { Money } from "#lib/kernel/money.ts";
import type { ListPage, ListWindow } from "../../gateway-lists.ts";
import { fromPayPalAmount } from "./amount.ts";
import type { PayPal } from "./client.ts";
import { isTooMuch } from "./errors.ts";
import { lacking, mayNot } from "./features.ts";

/** The search takes 31 days at most, and no stretch of time with more than 10,000 movements: such a one is halved until it takes it. */
const PIECE_MS = 30 * 24 * 60 * 60_000;
const LEAST_PIECE_MS = 60_000;

/** What changed the account's balance, or will. `code` says what it was: developer.paypal.com/docs/transaction-search/transaction-event-codes */
export type AccountMovement = {
  id: string;
  code: string;
  status: string;
  amount: Money;
  at: Date;
  about?: string;
  custom?: string;
  subject?: string;
};

type Read<Item> = {
  /** Null for what is nothing of the kind that is looked for. */
  itemOf: (moved: AccountMovement) => Item | null;
  /** The only one that is asked for. */
  code?: string;
};

/**
 * The account's movements, all or of one kind, which PayPal lists up to three hours late. `page`: from when, which page of that, and how long it is. What the app may
 * not read is said, and left out. @throws what the library throws when there is no answer
 */
export async function movements<Item>(
  paypal: PayPal,
  { from, to, page }: ListWindow,
  { itemOf, code: transactionType }: Read<Item>,
): Promise<ListPage<Item>> {
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
    const moved = result.transactionDetails?.flatMap(({ transactionInfo }) => movementOf(transactionInfo) ?? []) ?? [];
    return { items: moved.flatMap((one) => itemOf(one) ?? []), next: more };
  } catch (error) {
    if (mayNot(error)) return { items: [], next: null, unread: lacking("transactions") };
    const half = Math.floor((end - start) / 2000) * 1000;
    if (isTooMuch(error) && half >= LEAST_PIECE_MS) return { items: [], next: `${start}:1:${half}` };
    throw error;
  }
}

function movementOf(info?: TransactionInformation): AccountMovement | null {
  const { transactionId: id, transactionAmount, transactionInitiationDate } = info ?? {};
  if (!id || !transactionAmount || !transactionInitiationDate) return null;
  return {
    id,
    code: info?.transactionEventCode ?? "",
    status: info?.transactionStatus ?? "",
    amount: fromPayPalAmount(transactionAmount),
    at: new Date(transactionInitiationDate),
    about: info?.paypalReferenceId,
    custom: info?.customField,
    subject: info?.transactionSubject,
  };
}
