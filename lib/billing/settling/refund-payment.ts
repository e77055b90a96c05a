import { z } from "zod";
import { type Actor, recordAudit, sourceOf } from "#lib/audit/audit.ts";
import { cancelPlan } from "#lib/billing/ending/cancel-plan.ts";
import { givenBeside } from "#lib/billing/parts/sent-for.ts";
import { db } from "#lib/db/client.ts";
import type { Transaction } from "#lib/db/generated/client.ts";
import { transaction } from "#lib/db/transaction.ts";
import { conflict, DomainError, notFound } from "#lib/kernel/errors.ts";
import { flag, requiredText, typedAmount } from "#lib/kernel/inputs.ts";
import type { Source } from "#lib/kernel/source.ts";
import { ask } from "#lib/payments/ask.ts";
import { lockSent } from "#lib/payments/lock.ts";
import { isGivenByHand } from "#lib/payments/refundable.ts";
import { gateway } from "#lib/payments/registry.ts";
import type { RefundParts } from "#lib/payments/request-parts.ts";
import { FAILED } from "#lib/payments/state.ts";
import { getSettings } from "#lib/settings/settings.ts";
import { LIVE } from "#lib/subscriptions/state.ts";
import { applyOutcome } from "./apply-outcome.ts";
import { countGiven } from "./count-given.ts";
import { lockToRefund, openRefund, type RefundInput, writeRefund } from "./open-refund.ts";
import { refundToBalance } from "./refund-to-balance.ts";
import { settleRefund } from "./settle-refund.ts";

/** Gross amounts as typed, in the charge's currency, which is named with them; in minor units then. `left`: what was left of the charge when this was asked for. */
export const refundPaymentInput = z
  .object({
    transactionId: z.uuid("invalid"),
    currency: z.string("invalid"),
    amount: requiredText(20),
    left: requiredText(20),
    reason: requiredText(300),
    to: z.enum(["method", "balance", "byHand"]).default("method"),
    ends: flag.optional(),
    /** By hand, where as much is written down as given back of another payment with the same reference: it was given back once more. */
    again: flag.optional(),
  })
  .transform((typed, context) => {
    const [amount, left] = [typed.amount, typed.left].map((text) => typedAmount(text, typed.currency));
    if (amount !== undefined && left !== undefined) return { ...typed, amount, left };
    context.addIssue({ code: "custom", path: ["amount"], message: "invalid_amount" });
    return z.NEVER;
  });

/**
 * `to`: the way it came, unless told otherwise, the viewer's balance, or that somebody has paid it back (`byHand`) where the gateway cannot. `ends`: the subscription ends
 * with it, at once. `again`: beside what is written down of another payment with the same reference.
 */
type Given = ByHand & { to?: "method" | "balance" | "byHand"; ends?: boolean };
type ByHand = RefundInput & { again?: boolean };

/**
 * Gives money back: goodwill, or what was not used. The credit note is issued when the gateway confirms, else at once; each refund has its own. Returns the
 * refund's id.
 * @throws the refusals of `openRefund` (of `lockToRefund` for the balance), and 409 `refund_declined` with the gateway's reason: nothing was given back or ended; by hand
 * `given_beside` (field `amount`) where as much was written down of another payment with the same reference, but for `again`.
 */
export async function refundPayment({ to = "method", ends, ...input }: Given, actor: Actor): Promise<string> {
  const refundId = await GIVE[to](input, actor);
  if (ends) await endWhatItPaidFor(input.transactionId, actor);
  return refundId;
}

async function giveBackAsPaid(input: RefundInput, actor: Actor): Promise<string> {
  const refundId = await transaction((tx) => openRefund(tx, input, actor));
  const refund = await requestRefund(refundId, sourceOf(actor));
  if (refund && FAILED.includes(refund.status))
    throw conflict("refund_declined", { reason: refund.failureReason ?? refund.failureCode ?? "" });
  return refundId;
}

async function giveBalance(input: RefundInput, actor: Actor): Promise<string> {
  const settings = await getSettings();
  return transaction(async (tx) => {
    const charge = await lockToRefund(tx, input);
    return refundToBalance(tx, charge, input, settings, actor);
  });
}

/**
 * By transfer, in cash, or in the console of a provider that is not asked for it: it is written down like what a gateway reports. Who writes down a line of a statement at the same time sees it, also
 * where they would take another of the payer's payments.
 */
async function noteGivenByHand({ again, ...input }: ByHand, actor: Actor): Promise<string> {
  const settings = await getSettings();
  const sent = await db.transaction.findUnique({ where: { id: input.transactionId }, select: { customerId: true } });
  if (!sent) throw notFound("transaction_unknown");
  return transaction(async (tx) => {
    await lockSent(tx, sent.customerId);
    const charge = await lockToRefund(tx, input);
    if (!isGivenByHand(charge)) throw conflict("not_refundable");
    const beside = again ? null : await givenBeside(tx, charge, input.amount);
    if (beside) throw new DomainError("given_beside", { status: 409, field: "amount", values: { number: String(beside.number) } });
    const { amount, reason } = input;
    const refund = await writeRefund(tx, charge, { amount, reason, source: sourceOf(actor) });
    await countGiven(tx, refund);
    const after = { amount, reason, refund: refund.number, to: "byHand" };
    await recordAudit(tx, { actor, action: "transaction.refunded", subjectType: "transaction", subjectId: charge.id, after });
    await settleRefund(tx, refund, { status: "succeeded" }, sourceOf(actor), settings);
    return refund.id;
  });
}

const GIVE = { method: giveBackAsPaid, balance: giveBalance, byHand: noteGivenByHand };

/** Ends the subscription that a charge was for, at once. What has ended meanwhile stays so. */
export async function endWhatItPaidFor(transactionId: string, actor: Actor): Promise<void> {
  const live = { status: { in: LIVE }, transactions: { some: { id: transactionId } } };
  const subscription = await db.subscription.findFirst({ where: live, select: { id: true } });
  if (subscription) await cancelPlan({ subscriptionId: subscription.id, when: "now" }, actor);
}

/** Asks the gateway for a refund that is written down. Asking again refunds nothing twice. Returns it as it is then, or null when nobody can be asked. */
export async function requestRefund(refundId: string, source: Source): Promise<Transaction | null> {
  const refund = await db.transaction.findUniqueOrThrow({ where: { id: refundId } });
  const plugin = gateway(refund.gateway);
  if (!plugin) return null;
  const { id, amount, currency, reason } = refund;
  const parts = refund.request as RefundParts;
  const outcome = await ask(plugin, "REFUND", () =>
    plugin.refund({ ...parts, transactionId: id, amount: { minor: amount, currency }, reason: reason ?? undefined }),
  );
  return applyOutcome(refundId, outcome, source);
}
