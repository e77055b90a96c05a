import type { Chargeback, MollieClient, Payment, Refund } from "@mollie/api-client";
import type { ListedItem, ListPage, ListWindow } from "../../gateway-lists.ts";
import { fromMollieAmount } from "./amount.ts";
import { readable } from "./errors.ts";
import { transactionOf } from "./metadata.ts";
import { isAdjusted } from "./outcomes.ts";

/** The most that Mollie gives at once. */
const LIMIT = 250;

/** Mollie has a list for each kind, the newest first and of all times; they are read one after the other, each until it is too old. `page`: which, and from what in it. */
const LISTS = ["payment", "refund", "chargeback"] as const;
type List = (typeof LISTS)[number];

/** @throws what the SDK throws when there is no answer, RefusedRequest for a page that Mollie does not know any more. */
export async function mollieListed(mollie: MollieClient, { from, to, page }: ListWindow): Promise<ListPage<ListedItem>> {
  const [named, after] = page?.split(":") ?? [];
  const list = LISTS.find((kind) => kind === named) ?? LISTS[0];
  const { items, next, oldest } = await readable(() => read(mollie, list, { limit: LIMIT, ...(after && { from: after }) }));
  const following = LISTS[LISTS.indexOf(list) + 1];
  const goesOn = next !== undefined && oldest !== undefined && oldest >= from;
  return {
    items: items.filter(({ at }) => at >= from && at < to),
    next: goesOn ? `${list}:${next}` : following ? `${following}:` : null,
  };
}

type Params = { limit: number; from?: string };
/** `next`: the first of the page after it. `oldest`: when the last of this one was made. */
type Read = { items: ListedItem[]; next: string | undefined; oldest: Date | undefined };

async function read(mollie: MollieClient, list: List, params: Params): Promise<Read> {
  if (list === "payment") return itemsOf(await mollie.payments.page(params), listedPayment);
  if (list === "refund") return itemsOf(await mollie.refunds.page(params), listedRefund);
  return itemsOf(await mollie.chargebacks.page(params), listedChargeback);
}

function itemsOf<Listed>(page: Listed[] & { nextPageCursor?: string }, itemOf: (listed: Listed) => ListedItem): Read {
  const items = page.map(itemOf);
  return { items, next: page.nextPageCursor, oldest: items.at(-1)?.at };
}

const PAYMENT_STATUS: Record<string, ListedItem["status"]> = { paid: "succeeded", failed: "none", canceled: "none", expired: "none" };

function listedPayment(payment: Payment): ListedItem {
  const { id, status, amount, metadata, createdAt, description } = payment;
  return {
    kind: "payment",
    reference: id,
    paymentReference: id,
    transactionId: transactionOf(metadata),
    status: PAYMENT_STATUS[status] ?? "waiting",
    amount: fromMollieAmount(amount),
    adjusted: isAdjusted(payment),
    at: new Date(createdAt),
    text: description,
  };
}

const REFUND_STATUS: Record<string, ListedItem["status"]> = { refunded: "succeeded", failed: "none", canceled: "none" };

function listedRefund({ id, paymentId, status, amount, metadata, createdAt, description }: Refund): ListedItem {
  return {
    kind: "refund",
    reference: `${paymentId}/${id}`,
    paymentReference: paymentId,
    transactionId: transactionOf(metadata),
    status: REFUND_STATUS[status] ?? "waiting",
    amount: fromMollieAmount(amount),
    at: new Date(createdAt),
    text: description,
  };
}

/** The money is gone with it. Should it come back, the payment says `adjusted` as long as it is listed. */
function listedChargeback({ id, paymentId, amount, createdAt, reason }: Chargeback): ListedItem {
  return {
    kind: "dispute",
    reference: id,
    paymentReference: paymentId,
    status: "succeeded",
    amount: fromMollieAmount(amount),
    at: new Date(createdAt),
    text: reason?.description,
  };
}
