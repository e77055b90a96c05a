import { type Dispute, Prisma, type Transaction } from "#lib/db/generated/client.ts";
import { gateway, gatewayIds } from "./registry.ts";

type Charge = Pick<Transaction, "kind" | "status" | "paymentReference" | "gateway" | "amount" | "refunded" | "currency">;

export type Taken = Pick<Dispute, "taken" | "currency">;

/** What an operator may give back of a charge now, the way it came, in minor units: any part of it, or only the `whole`. Null where nothing. */
export function refundable(charge: Charge, disputes: Taken[], creditedLater = 0n): { left: bigint; whole: boolean } | null {
  const left = leftToRefund(charge, disputes, creditedLater);
  return left > 0n && mayRefund(charge, left) ? { left, whole: refundsOf(charge) === "full" } : null;
}

/** Whether its gateway gives back that much of a charge. */
export function mayRefund(charge: Charge, amount: bigint): boolean {
  const refunds = refundsOf(charge);
  return refunds === "partial" || (refunds === "full" && amount === charge.amount);
}

/** Whether people give back what was paid there, for its gateway gives nothing back. */
export function isGivenByHand({ kind, status, gateway: id }: Pick<Charge, "kind" | "status" | "gateway">): boolean {
  return kind === "CHARGE" && status === "SUCCEEDED" && gateway(id)?.can.refunds === "none";
}

function refundsOf({ kind, status, paymentReference, gateway: id }: Charge) {
  if (kind !== "CHARGE" || status !== "SUCCEEDED" || !paymentReference) return "none";
  return gateway(id)?.can.refunds ?? "none";
}

/**
 * What of a charge may still be given back: neither what was refunded, nor what the payer's bank has taken, nor what later invoices took off for it
 * (`creditedLater`). What was taken in another currency may be all of it.
 */
export function leftToRefund(
  { amount, refunded, currency }: Pick<Transaction, "amount" | "refunded" | "currency">,
  disputes: Taken[],
  creditedLater = 0n,
): bigint {
  const left = disputes.reduce((rest, dispute) => rest - takenOf(dispute, { amount, currency }), amount - refunded - creditedLater);
  return left > 0n ? left : 0n;
}

/** What a dispute took of a charge, in the charge's currency. */
export function takenOf(dispute: Taken, { amount, currency }: Pick<Transaction, "amount" | "currency">): bigint {
  return dispute.currency === currency || dispute.taken === 0n ? dispute.taken : amount;
}

/** Of the transactions `t` those of which something is `refundable`. */
export function refundableSql(): Prisma.Sql {
  const refunding = (refunds: string) => gatewayIds().filter((id) => gateway(id)?.can.refunds === refunds);
  const left = Prisma.sql`
    greatest(t."amount" - t."refunded" - coalesce((
      SELECT sum(CASE WHEN d."currency" = t."currency" OR d."taken" = 0 THEN d."taken" ELSE t."amount" END)
      FROM "Dispute" d WHERE d."transactionId" = t."id"), 0), 0)`;
  return Prisma.sql`t."kind" = 'CHARGE' AND t."status" = 'SUCCEEDED' AND t."paymentReference" IS NOT NULL AND ${left} > 0
    AND (t."gateway" = ANY (${refunding("partial")}) OR t."gateway" = ANY (${refunding("full")}) AND ${left} = t."amount")`;
}
