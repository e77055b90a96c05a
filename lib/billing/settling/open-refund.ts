import { type Actor, recordAudit } from "#lib/audit/audit.ts";
import { openPayment } from "#lib/billing/parts/open-payment.ts";
import type { Prisma, Transaction } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { type Refund, taxToCredit } from "#lib/invoices/credit.ts";
import { creditedLater } from "#lib/invoices/credited-later.ts";
import { lockInvoice } from "#lib/invoices/lock.ts";
import { conflict, DomainError } from "#lib/kernel/errors.ts";
import { multiplyHalfAwayFromZero } from "#lib/kernel/money.ts";
import type { Source } from "#lib/kernel/source.ts";
import { lockTransaction } from "#lib/payments/lock.ts";
import { leftToRefund } from "#lib/payments/refundable.ts";
import { gateway } from "#lib/payments/registry.ts";
import type { CheckoutParts } from "#lib/payments/request-parts.ts";
import { FAILED } from "#lib/payments/state.ts";
import { lockBalance } from "#lib/wallet/lock.ts";
import { topUpOf } from "#lib/wallet/top-ups.ts";
import { countGiven } from "./count-given.ts";

export type RefundInput = {
  /** The charge. */
  transactionId: string;
  /** Gross, in minor units; at most what is left of the charge (`leftToRefund`). */
  amount: bigint;
  /** Of the amounts, where they were typed: those of another currency than the charge's are refused. */
  currency?: string;
  /** What was left when this was asked for; another refund meanwhile refuses it, so that a form sent twice gives back once. */
  left?: bigint;
  /** It went back by itself: what its viewer has had for it meanwhile is no reason against writing that down. */
  gone?: boolean;
  reason: string;
};

/**
 * Writes a refund down and counts it in the charge's `refunded`, so that two at once cannot give back too much. The gateway is asked after the commit
 * (`requestRefund`); should nobody ask, reconcile-payments does.
 * @throws the refusals of `lockToRefund`; `gateway_unavailable`.
 */
export async function openRefund(tx: Tx, input: RefundInput, actor: Actor): Promise<string> {
  const { transactionId, amount, reason } = input;
  const charge = await lockToRefund(tx, input);
  const plugin = gateway(charge.gateway);
  if (!charge.paymentReference) throw conflict("not_refundable");
  if (!plugin || plugin.can.refunds === "none") throw new DomainError("gateway_unavailable");
  if (plugin.can.refunds === "full" && amount !== charge.amount)
    throw new DomainError("refund_too_large", { status: 409, field: "amount" });
  const refund = await writeRefund(tx, charge, { amount, reason, source: sourceOfRefund(actor) });
  await countGiven(tx, refund);
  await recordAudit(tx, {
    actor,
    action: "transaction.refunded",
    subjectType: "transaction",
    subjectId: transactionId,
    after: { amount, reason, refund: refund.number },
  });
  return refund.id;
}

/**
 * Locks a charge of which `amount` may be given back, whichever way.
 * @throws 409 `not_refundable`, `bank_took_back`, `refunded_meanwhile`, `refund_too_large` (field `amount`); `invalid_amount` (the same), `top_up_spent` (the same) of a top-up that was used.
 */
export async function lockToRefund(tx: Tx, { transactionId, amount, currency, left: known, gone }: RefundInput): Promise<Transaction> {
  const charge = await lockTransaction(tx, transactionId);
  if (charge.kind !== "CHARGE" || charge.status !== "SUCCEEDED") throw conflict("not_refundable");
  if (currency !== undefined && currency !== charge.currency) throw new DomainError("invalid_amount", { field: "amount" });
  const disputes = await tx.dispute.findMany({ where: { transactionId }, select: { taken: true, currency: true } });
  const given = charge.surplus || gone ? 0n : charge.invoiceId ? await creditedLater(tx, charge.invoiceId) : await spentOf(tx, charge);
  const left = leftToRefund(charge, disputes, given);
  if (leftToRefund(charge, disputes) === 0n && charge.refunded < charge.amount) throw conflict("bank_took_back");
  if (known !== undefined && known !== left) throw conflict("refunded_meanwhile");
  if (!charge.invoiceId && given > 0n && amount > left) throw new DomainError("top_up_spent", { status: 409, field: "amount" });
  if (amount <= 0n || amount > left) throw new DomainError("refund_too_large", { status: 409, field: "amount" });
  return charge;
}

/** What of a top-up was used, and cannot be given back: its viewer has had it. */
async function spentOf(tx: Tx, charge: Transaction): Promise<bigint> {
  await lockBalance(tx, charge.customerId, charge.currency);
  const { left = 0n, disputed = 0n } = (await topUpOf(tx, charge)) ?? {};
  return charge.amount - charge.refunded - left - disputed;
}

function sourceOfRefund({ kind }: Actor): "operator" | "worker" {
  return kind === "OPERATOR" ? "operator" : "worker";
}

export type RefundRow = {
  amount: bigint;
  reason?: string;
  source: Source;
  /** Where the money goes, if not back the way it came. */
  gateway?: string;
  /** Of one that the gateway has made already. */
  gatewayReference?: string;
};

/** The row of a refund of a locked charge: what it was for and who paid are the charge's. Where the charge is surplus no invoice is credited. */
export async function writeRefund(
  tx: Tx,
  charge: Transaction,
  { amount, reason, source, gateway = charge.gateway, gatewayReference }: RefundRow,
): Promise<Transaction> {
  const {
    customerId,
    currency,
    invoiceId,
    orderId,
    subscriptionId,
    paymentMethodId,
    planId,
    planName,
    couponCode,
    methodKind,
    brand,
    last4,
  } = charge;
  const credits = !charge.surplus;
  const credited = credits && charge.invoiceId ? await creditedBy(tx, charge.invoiceId, amount) : null;
  return openPayment(tx, {
    kind: "REFUND",
    source,
    gateway,
    gatewayReference,
    customerId,
    payer: payerOf(charge),
    currency,
    amount,
    tax: credited?.tax ?? multiplyHalfAwayFromZero(charge.tax, amount, charge.amount),
    invoiceId: credits ? invoiceId : null,
    orderId,
    subscriptionId,
    paymentMethodId,
    planId,
    planName,
    couponCode,
    methodKind,
    brand,
    last4,
    refundOfId: charge.id,
    reason,
    references: { ...(charge.request as CheckoutParts | null)?.references, ...(credited?.number && { invoice: credited.number }) },
    request: charge.paymentReference === null ? undefined : { paymentReference: charge.paymentReference },
  });
}

/** The invoice's number, and the tax that belongs to a refund of it, so that all of them together give back exactly the tax that was paid. */
async function creditedBy(tx: Tx, invoiceId: string, amount: bigint): Promise<{ number: string | null; tax: bigint }> {
  await lockInvoice(tx, invoiceId);
  const invoice = await tx.invoice.findUniqueOrThrow({ where: { id: invoiceId }, include: { lines: { orderBy: { position: "asc" } } } });
  const tax = await taxToCredit(tx, invoice, amount, await givenBack(tx, invoiceId, { notIn: FAILED }));
  return { number: invoice.number, tax };
}

/** What went back of an invoice, or is on its way. What was returned has its credit note, and is made good without another. */
export async function givenBack(tx: Tx, invoiceId: string, status: Prisma.TransactionWhereInput["status"]): Promise<Refund> {
  const { _sum } = await tx.transaction.aggregate({
    where: { invoiceId, kind: "REFUND", status, returnedAt: null },
    _sum: { amount: true, tax: true },
  });
  return { amount: _sum.amount ?? 0n, tax: _sum.tax ?? 0n };
}

/** A refund goes to whoever paid, as they were then. */
function payerOf({ name, email, phone, address, country, company, vatId, ip, ipCountry }: Transaction) {
  return { name, email, phone, address: address as Prisma.InputJsonObject, country, company, vatId, ip, ipCountry };
}
