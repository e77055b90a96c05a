import type Stripe from "stripe";
import type { ListedItem, ListPage, ListWindow } from "../../gateway-lists.ts";
import { fromStripeAmount } from "./amount.ts";
import { readable } from "./errors.ts";

const LIMIT = 100;

/** Stripe has a list for each kind, the newest first; they are read one after the other. `page`: which, and after what in it. */
const LISTS = ["payment", "refund", "dispute"] as const;

/** @throws StripeError when Stripe gives no answer, RefusedRequest for a page that it does not know any more. */
export async function stripeListed(stripe: Stripe, { from, to, page }: ListWindow): Promise<ListPage<ListedItem>> {
  const [named, after] = page?.split(":") ?? [];
  const kind = LISTS.find((list) => list === named) ?? LISTS[0];
  const created = { gte: from.getTime() / 1000, lt: to.getTime() / 1000 };
  const params = { created, limit: LIMIT, ...(after && { starting_after: after }) };
  const { items, last } = await readable(() => read(stripe, kind, params));
  const following = LISTS[LISTS.indexOf(kind) + 1];
  const next = last ? `${kind}:${last}` : following ? `${following}:` : null;
  return { items, next };
}

type Params = { created: { gte: number; lt: number }; limit: number; starting_after?: string };
/** `last`: after which there are more. */
type Read = { items: ListedItem[]; last: string | null };

async function read(stripe: Stripe, kind: (typeof LISTS)[number], params: Params): Promise<Read> {
  if (kind === "payment") return itemsOf(await stripe.paymentIntents.list({ ...params, expand: ["data.customer"] }), listedPayment);
  if (kind === "refund") return itemsOf(await stripe.refunds.list(params), listedRefund);
  return itemsOf(await stripe.disputes.list(params), listedDispute);
}

function itemsOf<Listed extends { id: string }>(list: Stripe.ApiList<Listed>, itemOf: (listed: Listed) => ListedItem | null): Read {
  const items = list.data.flatMap((listed) => itemOf(listed) ?? []);
  return { items, last: list.has_more ? (list.data.at(-1)?.id ?? null) : null };
}

const PAYMENT_STATUS: Partial<Record<Stripe.PaymentIntent.Status, ListedItem["status"]>> = { succeeded: "succeeded", canceled: "none" };

function listedPayment(intent: Stripe.PaymentIntent): ListedItem {
  const { id, status, amount, amount_received, currency, metadata, created, description, customer } = intent;
  const payer = customer && typeof customer === "object" && !customer.deleted ? (customer.email ?? customer.name) : null;
  return {
    kind: "payment",
    reference: id,
    paymentReference: id,
    transactionId: metadata.transactionId,
    status: PAYMENT_STATUS[status] ?? "waiting",
    amount: fromStripeAmount(BigInt(status === "succeeded" ? amount_received : amount), currency),
    at: new Date(created * 1000),
    text: [description, payer].filter(Boolean).join(" · ") || undefined,
  };
}

function listedRefund({ id, status, amount, currency, metadata, created, payment_intent, reason }: Stripe.Refund): ListedItem | null {
  const paymentReference = idOf(payment_intent);
  if (!paymentReference) return null;
  return {
    kind: "refund",
    reference: id,
    paymentReference,
    transactionId: metadata?.transactionId,
    status: status === "succeeded" ? "succeeded" : status === "failed" || status === "canceled" ? "none" : "waiting",
    amount: fromStripeAmount(BigInt(amount), currency),
    at: new Date(created * 1000),
    text: reason ?? undefined,
  };
}

const UNDECIDED = new Set(["needs_response", "under_review", "warning_needs_response", "warning_under_review"]);

function listedDispute({ id, status, amount, currency, created, payment_intent, reason }: Stripe.Dispute): ListedItem | null {
  const paymentReference = idOf(payment_intent);
  if (!paymentReference) return null;
  return {
    kind: "dispute",
    reference: id,
    paymentReference,
    status: UNDECIDED.has(status) ? "waiting" : "succeeded",
    amount: fromStripeAmount(BigInt(amount), currency),
    at: new Date(created * 1000),
    text: reason,
  };
}

function idOf(named: string | { id: string } | null | undefined): string | undefined {
  return typeof named === "string" ? named : named?.id;
}
