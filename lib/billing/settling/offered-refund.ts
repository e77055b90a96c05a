import { type Share, shareOf } from "#lib/catalog/share.ts";
import type { Invoice, InvoiceLine, Subscription, Transaction } from "#lib/db/generated/client.ts";
import { movedPeriod, type Standstill } from "#lib/kernel/standstill.ts";
import { isGivenByHand, leftToRefund, refundable, type Taken } from "#lib/payments/refundable.ts";
import type { Settings } from "#lib/settings/schema.ts";
import { unusedShare } from "#lib/subscriptions/proration.ts";
import { LIVE } from "#lib/subscriptions/state.ts";

type Charge = Pick<Transaction, "kind" | "status" | "paymentReference" | "gateway" | "amount" | "refunded" | "currency"> & {
  disputes: Taken[];
  /** `lines`: those of it that are for no time, as a set-up fee. */
  invoice: (Pick<Invoice, "kind" | "periodStart" | "periodEnd" | "total"> & { lines: Pick<InvoiceLine, "total">[] }) | null;
  subscription: (Pick<Subscription, "status" | "timeZone"> & { pauses: Standstill[] }) | null;
  /** What later invoices took off for what it paid. */
  creditedLater: bigint;
  /** It was put on the balance, and goes back the way it came or not at all. */
  isTopUp: boolean;
};

export type OfferedRefund = {
  /** The most, in minor units. */
  left: bigint;
  /** The way it came, any part of it or only the whole; null where its gateway gives nothing back. */
  asPaid: "partial" | "whole" | null;
  /** What of the payment was not used yet, where its period runs and more than that is left. */
  unused: bigint | null;
  /** It pays for a subscription that could end with it. */
  mayEnd: boolean;
  toBalance: boolean;
  /** Its gateway gives nothing back: that somebody has is written down. */
  byHand: boolean;
};

/** What an operator may give back of a payment at `at`; null where nothing is left, or it is none. */
export function offeredRefund(charge: Charge, { proration }: Settings["changes"], at: Date): OfferedRefund | null {
  const { kind, status, amount, disputes, invoice, subscription, creditedLater, isTopUp } = charge;
  if (kind !== "CHARGE" || status !== "SUCCEEDED") return null;
  const left = leftToRefund(charge, disputes, creditedLater);
  if (left === 0n) return null;
  const found = refundable(charge, disputes, creditedLater);
  const byHand = isGivenByHand(charge);
  if (isTopUp && !found && !byHand) return null;
  const live = subscription !== null && LIVE.includes(subscription.status);
  const billed = live && invoice?.periodStart && invoice.periodEnd ? { start: invoice.periodStart, end: invoice.periodEnd } : null;
  const period = billed && movedPeriod(billed, subscription?.pauses ?? [], at);
  const runs = period && period.start <= at && at < period.end;
  const share = runs
    ? shareOf(amount, partUnused(invoice!, unusedShare({ policy: proration, timeZone: subscription!.timeZone, period, at })))
    : 0n;
  return {
    left,
    asPaid: found && (found.whole ? "whole" : "partial"),
    unused: share > 0n && share < left ? share : null,
    mayEnd: live,
    toBalance: !isTopUp,
    byHand,
  };
}

/** Which part of an invoice was for the time that was not used, where this share of the period was not. */
function partUnused({ total, lines }: NonNullable<Charge["invoice"]>, { left, whole }: Share): Share {
  const forNoTime = lines.reduce((sum, line) => sum + line.total, 0n);
  return total > forNoTime ? { left: left * (total - forNoTime), whole: whole * total } : { left: 0n, whole };
}
