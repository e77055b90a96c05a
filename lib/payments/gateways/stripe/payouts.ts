import type Stripe from "stripe";
import type { ListedPayout, ListPage, ListWindow, PayoutLine } from "../../gateway-lists.ts";
import { fromStripeAmount } from "./amount.ts";
import { readable } from "./errors.ts";

const LIMIT = 100;

/** @throws as stripeListed */
export async function stripePayouts(stripe: Stripe, { from, to, page }: ListWindow): Promise<ListPage<ListedPayout>> {
  const created = { gte: from.getTime() / 1000, lt: to.getTime() / 1000 };
  const list = await readable(() => stripe.payouts.list({ created, limit: LIMIT, ...(page && { starting_after: page }) }));
  return { items: list.data.map(listedPayout), next: nextOf(list) };
}

const STATUS: Record<string, ListedPayout["status"]> = { paid: "paid", failed: "failed", canceled: "failed" };
const LINES: Record<Stripe.Payout.ReconciliationStatus, ListedPayout["lines"]> = {
  completed: "ready",
  in_progress: "later",
  not_applicable: "never", // asked for by hand, of whatever was there
};

function listedPayout({ id, status, amount, currency, created, arrival_date, reconciliation_status }: Stripe.Payout): ListedPayout {
  return {
    reference: id,
    status: STATUS[status] ?? "waiting",
    total: fromStripeAmount(BigInt(amount), currency),
    at: new Date(created * 1000),
    arrivesAt: new Date(arrival_date * 1000),
    lines: LINES[reconciliation_status] ?? "later",
  };
}

/** What changed the balance that the payout emptied. @throws as stripeListed */
export async function stripePayoutLines(stripe: Stripe, payout: { reference: string; page: string | null }): Promise<ListPage<PayoutLine>> {
  const { reference, page } = payout;
  const params = { payout: reference, limit: LIMIT, expand: ["data.source"], ...(page && { starting_after: page }) };
  const list = await readable(() => stripe.balanceTransactions.list(params));
  // The payout is among them itself, with its own total below zero.
  return { items: list.data.filter(({ type }) => type !== "payout").map(lineOf), next: nextOf(list) };
}

function lineOf(moved: Stripe.BalanceTransaction): PayoutLine {
  const { id, amount, fee, currency, created, type, description } = moved;
  const gross = fromStripeAmount(BigInt(amount), currency).minor;
  const kept = fromStripeAmount(BigInt(fee), currency).minor;
  const said = {
    reference: id,
    gross,
    fee: kept,
    net: gross - kept,
    at: new Date(created * 1000),
    text: [type, description].filter(Boolean).join(" · "),
  };
  return { ...said, ...sourceOf(moved) };
}

type Source = Pick<PayoutLine, "kind" | "paymentReference" | "refundReference" | "exchanged">;

/** What is neither a payment nor of one, and no fee of Stripe's own, is for a person. Source: docs.stripe.com/reports/balance-transaction-types */
function sourceOf({ type, source, amount, currency }: Stripe.BalanceTransaction): Source {
  const about = typeof source === "object" ? source : null;
  switch (type) {
    case "charge":
    case "payment":
      if (about?.object !== "charge") return { kind: "other" };
      return {
        kind: "payment",
        paymentReference: idOf(about.payment_intent) ?? about.id,
        exchanged: exchanged(about, about.amount, currency),
      };
    case "refund":
    case "payment_refund":
    case "refund_failure": {
      if (about?.object !== "refund") return { kind: "other" };
      const given = amount < 0 ? -about.amount : about.amount;
      return {
        kind: "refund",
        paymentReference: idOf(about.payment_intent),
        refundReference: about.id,
        exchanged: exchanged(about, given, currency),
      };
    }
    case "adjustment": {
      if (about?.object !== "dispute") return { kind: "other" };
      const disputed = amount < 0 ? -about.amount : about.amount;
      return { kind: "dispute", paymentReference: idOf(about.payment_intent), exchanged: exchanged(about, disputed, currency) };
    }
    case "stripe_fee":
    case "stripe_fx_fee":
    case "tax_fee":
      return { kind: "fee" };
    case "payout_failure":
    case "payout_cancel":
      return { kind: "payout" };
    default:
      return { kind: "other" };
  }
}

/** What was paid or given back, where the account settles in another currency. */
function exchanged(about: { currency: string }, amount: number, settled: string): PayoutLine["exchanged"] {
  return about.currency === settled ? undefined : fromStripeAmount(BigInt(amount), about.currency);
}

function nextOf(list: Stripe.ApiList<{ id: string }>): string | null {
  return list.has_more ? (list.data.at(-1)?.id ?? null) : null;
}

function idOf(named: string | { id: string } | null | undefined): string | undefined {
  return typeof named === "string" ? named : named?.id;
}
