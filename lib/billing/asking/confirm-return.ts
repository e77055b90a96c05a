import { z } from "zod";
import { mayLook } from "#lib/abuse/may-look.ts";
import { isGivenUp, WITH_INVOICE, type WithInvoice } from "#lib/billing/parts/given-up.ts";
import { OWED } from "#lib/billing/parts/put-in-use.ts";
import { applyOutcome } from "#lib/billing/settling/apply-outcome.ts";
import { followUp } from "#lib/billing/settling/record-adjustments.ts";
import { db } from "#lib/db/client.ts";
import type { Prisma, Transaction } from "#lib/db/generated/client.ts";
import { storeEvent } from "#lib/inbox/store.ts";
import { log } from "#lib/kernel/log.ts";
import { lookUp, writtenSettings } from "#lib/payments/ask.ts";
import type { Gateway, PaymentOutcome } from "#lib/payments/gateway.ts";
import type { Instructed } from "#lib/payments/instructions.ts";
import { gateway } from "#lib/payments/registry.ts";
import { chargeOverdue } from "./charge-overdue.ts";
import { openCheckout } from "./open-checkout.ts";

export type ReturnStatus = "paid" | "pending" | "unknown" | "needs_action" | "declined" | "canceled";

/** What a return link names: the order, the invoice that was paid from the account, or the transaction that saves a method or tops up the balance. */
export const confirmReturnInput = z.union([
  z.object({ orderId: z.uuid("invalid") }),
  z.object({ invoiceId: z.uuid("invalid") }),
  z.object({ setupId: z.uuid("invalid") }),
  z.object({ topUpId: z.uuid("invalid") }),
]);
export type ConfirmReturnInput = z.output<typeof confirmReturnInput>;

export type Returned = {
  status: ReturnStatus;
  transactionId: string;
  customerId: string;
  /** Where to go on paying, while that is possible. */
  url: string | null;
  /** What the viewer has to do by themselves. */
  instructed: Instructed | null;
  failure: { code: string; reason: string } | null;
  /** The gateway gave no answer to a request for a page, so there is none that anybody could pay on. */
  unopened: boolean;
};

/**
 * What became of a payment, asked of the gateway itself, whatever the return link says. Settles it if it was paid.
 * Null when there is none, or it is not `viewer`'s; a link to save a method may be followed in a browser where somebody else is signed in.
 * `report` is what the address that they came back to says, for gateways that cannot be asked: they believe what is signed.
 * Whoever paid with, or saved, another method sees here what became of what they owe.
 */
export async function confirmReturn(
  by: ConfirmReturnInput,
  viewer: { id: string } | null = null,
  report?: string,
): Promise<Returned | null> {
  const found = await newest(by);
  if (!found) return null;
  const { customer, ...last } = found;
  if (viewer && viewer.id !== last.customerId && !("setupId" in by)) return null;
  const { known, instructed = null } = last.settledAt ? { known: last } : await askAgain(last, report);
  const { id, status, actionUrl, failureCode, failureReason, gatewayReference, paymentMethodId } = known;
  // What they owe does not grow by paying, so who owed nothing is not asked again.
  if (status === "SUCCEEDED" && customer.invoices.length > 0) await chargeOverdue(last.customerId, "return");
  const failure = failureCode ? { code: failureCode, reason: failureReason ?? "" } : null;
  const unopened = status === "UNKNOWN" && gatewayReference === null && paymentMethodId === null;
  return { status: STATUS[status], transactionId: id, customerId: last.customerId, url: actionUrl, instructed, failure, unopened };
}

const STATUS: Record<Transaction["status"], ReturnStatus> = {
  PENDING: "pending",
  UNKNOWN: "unknown",
  NEEDS_ACTION: "needs_action",
  SUCCEEDED: "paid",
  DECLINED: "declined",
  CANCELED: "canceled",
};

/** All tries of it, for there are few: with a limit PostgreSQL would plan the statement anew each time (lib/db/prepared.ts). */
async function newest(by: ConfirmReturnInput) {
  const [last] = await db.transaction.findMany({
    relationLoadStrategy: "join",
    where: returnedFor(by),
    orderBy: { number: "desc" },
    include: { customer: { select: { invoices: { where: OWED, select: { id: true } } } }, ...WITH_INVOICE },
  });
  return last;
}

function returnedFor(by: ConfirmReturnInput): Prisma.TransactionWhereInput {
  if ("setupId" in by) return { id: by.setupId, kind: "SETUP", orderId: null };
  if ("topUpId" in by) return { id: by.topUpId, kind: "CHARGE", orderId: null, invoiceId: null };
  return { ...by, kind: { in: ["CHARGE", "SETUP"] } };
}

type Asked = { known: Transaction; instructed?: Instructed };

async function askAgain(transaction: WithInvoice, report?: string): Promise<Asked> {
  const plugin = gateway(transaction.gateway);
  if (!plugin || !(await mayLook(transaction.id))) return { known: transaction };
  if (transaction.gatewayReference) return look(plugin, transaction, report);
  if (!transaction.paymentMethodId) await openCheckout(transaction.id);
  return { known: await db.transaction.findUniqueOrThrow({ where: { id: transaction.id } }) };
}

async function look(plugin: Gateway, transaction: WithInvoice, report?: string): Promise<Asked> {
  const more = { ...(report !== undefined && { report }), ...(isGivenUp(transaction) && { givenUp: true }) };
  const outcome = await lookUp(plugin, transaction, undefined, more);
  if (outcome.status === "pending" && report) await keepReport(plugin, transaction, report);
  const known = await applyOutcome(transaction.id, outcome, "return");
  // What was adjusted before we knew of the payment came in events that found nothing to belong to. The viewer need not wait for it.
  await followUp(known, outcome, "return").catch((error) =>
    log.error({ err: error, transaction: known.number }, "adjustments were not read"),
  );
  return { known, instructed: known.settledAt ? undefined : instructedBy(outcome) };
}

/** Of a gateway that cannot be asked: what the viewer brought along is all that is known, and no event may ever say it again. */
async function keepReport(plugin: Gateway, row: Transaction, report: string): Promise<void> {
  const settings = writtenSettings(plugin, row);
  const reference = row.gatewayReference;
  if (!reference || !plugin.reportsOf?.({ reference, settings }).length) return;
  const event = await plugin.readWebhook({ body: report, headers: {}, settings }).catch(() => null);
  if (event?.reference === reference) await storeEvent(plugin.id, event, report);
}

function instructedBy(outcome: PaymentOutcome): Instructed | undefined {
  if (outcome.status !== "needs_action" || !outcome.instructions) return undefined;
  const { instructions, until, qr } = outcome;
  return { instructions, until, qr };
}
