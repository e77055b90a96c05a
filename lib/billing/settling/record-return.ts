import { type Actor, recordAudit, sourceOf } from "#lib/audit/audit.ts";
import type { Meant } from "#lib/billing/parts/meant-by.ts";
import { isFor, isGivenAlready, sentFor } from "#lib/billing/parts/sent-for.ts";
import type { StatementLine, Transaction } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { DomainError } from "#lib/kernel/errors.ts";
import type { Settings } from "#lib/settings/schema.ts";
import { countGiven } from "./count-given.ts";
import { lockToRefund, writeRefund } from "./open-refund.ts";
import { settleRefund } from "./settle-refund.ts";

/**
 * A transfer that had paid an invoice went back, as the bank tells by a locked line: it is given back like what a gateway reports (docs/decisions/0013-done-at-the-gateway.md),
 * at most once, and never more than is left of it. Returns the refund.
 * @param again it is more than what is written down already
 * @throws 409 `return_unknown` (field `to`) where no transfer is left of which that much can have gone back, `return_recorded` (the same) where it may be written down already, but
 * for `again`; the refusals of `lockToRefund`
 */
export async function recordReturn(
  tx: Tx,
  line: StatementLine,
  meant: Meant,
  again: boolean,
  actor: Actor,
  settings: Settings,
): Promise<Transaction> {
  const amount = -line.amount;
  const sentNow = async () => (await sentFor([meant], tx)).filter((each) => isFor(each, meant));
  const sent = (await sentNow()).filter(({ left }) => left >= amount);
  const charge = sent.find(({ left }) => left === amount) ?? sent[0];
  if (!charge) throw new DomainError("return_unknown", { status: 409, field: "to" });
  const locked = await lockToRefund(tx, { transactionId: charge.id, amount, gone: true, reason: "" });
  // Under the lock, for somebody may be writing it down by hand just now.
  if (!again && (await sentNow()).some((each) => isGivenAlready(each, line)))
    throw new DomainError("return_recorded", { status: 409, field: "to" });
  const source = sourceOf(actor);
  const refund = await writeRefund(tx, locked, { amount, source, gatewayReference: line.key });
  await countGiven(tx, refund);
  await recordAudit(tx, {
    actor,
    action: "transaction.refunded",
    subjectType: "transaction",
    subjectId: locked.id,
    after: { amount, refund: refund.number, reference: line.key },
  });
  return settleRefund(tx, refund, { status: "succeeded" }, source, settings);
}
