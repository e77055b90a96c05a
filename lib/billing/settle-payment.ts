import { SYSTEM } from "#lib/audit/audit.ts";
import type { Transaction } from "#lib/db/generated/client.ts";
import { changeRow } from "#lib/db/rows.ts";
import { type Tx, transaction } from "#lib/db/transaction.ts";
import { lockInvoice, markPaid } from "#lib/invoices/settle.ts";
import { log } from "#lib/kernel/log.ts";
import { charged, feeTaken, issued, writeOffUndone } from "#lib/ledger/journals.ts";
import { post } from "#lib/ledger/post.ts";
import type { Succeeded } from "#lib/payments/gateway.ts";
import { lockTransaction, recordOutcome } from "#lib/payments/record-outcome.ts";
import { gateway } from "#lib/payments/registry.ts";
import { saveMethod } from "#lib/payments/save-method.ts";
import type { Settings } from "#lib/settings/schema.ts";
import { getSettings } from "#lib/settings/settings.ts";
import { deliverSubscription } from "./deliver-subscription.ts";
import { openRefund } from "./open-refund.ts";
import { sendReceipt } from "./send-receipt.ts";
import { settleRefund } from "./settle-refund.ts";

/**
 * The one door to "paid": return page, webhook, off-session charge and zero total all end here. Idempotent: the transaction's row is locked,
 * and a settled one is left as it is. In one database transaction: outcome, saved method, invoice, ledger, order, subscription, messages.
 * Money that buys nothing (a second payment of the same thing) is given back.
 */
export async function settlePayment(transactionId: string, outcome: Succeeded, source: string): Promise<void> {
  const settings = await getSettings();
  await transaction(async (tx) => {
    const found = await lockTransaction(tx, transactionId);
    if (found.status === "SUCCEEDED") return recordLateFee(tx, found, outcome);
    if (found.kind === "REFUND") return settleRefund(tx, found, outcome, source, settings);
    if (differs(found, outcome)) {
      log.error({ transaction: found.number }, "the gateway moved another amount than was asked");
      await recordOutcome(tx, found, { status: "unknown", reason: "amount_mismatch" }, source);
      return;
    }
    const method = outcome.method && !found.paymentMethodId ? await saveMethod(tx, found.customerId, found.gateway, outcome.method) : null;
    const paid = await recordOutcome(tx, found, outcome, source, found.paymentMethodId ?? method?.id);
    const surplus = await settleInvoice(tx, paid, source, settings);
    if (surplus) await giveBack(tx, paid, surplus);
  });
}

/** Some gateways know their fee only later. */
async function recordLateFee(tx: Tx, found: Transaction, { fee }: Succeeded): Promise<void> {
  if (found.kind !== "CHARGE" || found.fee !== null || !fee) return;
  await tx.transaction.update({ where: { id: found.id }, data: { fee } });
  await post(tx, feeTaken(found, fee));
}

function differs({ amount, currency, kind }: Transaction, outcome: Succeeded): boolean {
  return kind === "CHARGE" && outcome.amount !== undefined && (outcome.amount.minor !== amount || outcome.amount.currency !== currency);
}

/** Why a payment bought nothing: the invoice was paid before, or the viewer has the plan already. */
type Surplus = "paid_twice" | "already_subscribed";

async function settleInvoice(tx: Tx, paid: Transaction, source: string, settings: Settings): Promise<Surplus | null> {
  const journals = [charged(paid), ...(paid.fee ? [feeTaken(paid, paid.fee)] : [])];
  if (!paid.invoiceId) throw new Error(`Transaction ${paid.number} has no invoice`);
  const invoice = await lockInvoice(tx, paid.invoiceId);
  if (invoice.status === "PAID") {
    await post(tx, ...journals);
    return "paid_twice";
  }
  const order = paid.orderId ? await changeRow(tx, "Order", paid.orderId, { status: "PAID", completedAt: paid.settledAt }) : null;
  const customer = await tx.customer.findUniqueOrThrow({ where: { id: paid.customerId } });
  const delivered = await deliverSubscription(tx, { paid, visitor: order?.visitor ?? null, customer }, source, settings);
  // The number comes last, for its series stays locked from here to the commit.
  const numbered = await markPaid(tx, invoice, { prefix: settings.invoicing.prefix, timeZone: settings.company.timeZone });
  await post(
    tx,
    ...(numbered.issuedNow ? [issued(numbered)] : []),
    ...(invoice.status === "UNCOLLECTIBLE" ? [writeOffUndone(numbered)] : []),
    ...journals,
  );
  await sendReceipt(tx, { paid, invoice: numbered, customer, subscription: delivered }, settings);
  return delivered ? null : "already_subscribed";
}

/** Writes the refund down; reconcile-payments asks the gateway for it. What cannot be refunded is said in the log and stays visible on the transaction. */
async function giveBack(tx: Tx, paid: Transaction, reason: Surplus): Promise<void> {
  if (paid.amount === 0n) return;
  if (gateway(paid.gateway)?.can.refunds === "none" || !paid.paymentReference)
    log.error({ transaction: paid.number, reason }, "a surplus payment cannot be given back here");
  else await openRefund(tx, { transactionId: paid.id, amount: paid.amount, reason, creditNote: reason === "already_subscribed" }, SYSTEM);
}
