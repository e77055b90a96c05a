import { type Actor, recordAudit, sourceOf } from "#lib/audit/audit.ts";
import type { Meant } from "#lib/billing/parts/meant-by.ts";
import { isFor, isGivenAlready, restOf, sentFor } from "#lib/billing/parts/sent-for.ts";
import type { StatementLine, Transaction } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { DomainError } from "#lib/kernel/errors.ts";
import { least } from "#lib/kernel/money.ts";
import { lockTransaction } from "#lib/payments/lock.ts";
import type { Settings } from "#lib/settings/schema.ts";
import { countGiven } from "./count-given.ts";
import { holdGiven } from "./hold-given.ts";
import { lockToRefund, writeRefund } from "./open-refund.ts";
import { settleRefund } from "./settle-refund.ts";
import { takeOffBalance } from "./take-off-balance.ts";

/**
 * A transfer that had come went back, as the bank tells by a locked line: it is given back like what a gateway reports (docs/decisions/0013-done-at-the-gateway.md),
 * at most once, and never more than is left of it. What of it was given to the payer's balance meanwhile leaves that. Returns the refund, the first where it met several things.
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
  const came = sent.find(({ left }) => left === amount) ?? sent[0];
  if (!came) throw new DomainError("return_unknown", { status: 409, field: "to" });
  for (const { id } of came.parts) await lockTransaction(tx, id);
  // Under the lock, for somebody may be writing it down by hand just now.
  if (!again && (await sentNow()).some((each) => isGivenAlready(each, line)))
    throw new DomainError("return_recorded", { status: 409, field: "to" });
  let missing = amount;
  const refunds: Transaction[] = [];
  for (const { id, left } of came.parts) {
    const part = least(missing, left);
    if (part === 0n) continue;
    missing -= part;
    const gatewayReference = refunds.length === 0 ? line.key : restOf(line.key);
    refunds.push(await returnPart(tx, id, { amount: part, gatewayReference }, actor, settings));
  }
  return refunds[0]!;
}

type Returned = { amount: bigint; gatewayReference: string };

async function returnPart(
  tx: Tx,
  transactionId: string,
  { amount, gatewayReference }: Returned,
  actor: Actor,
  settings: Settings,
): Promise<Transaction> {
  const source = sourceOf(actor);
  await takeOffBalance(tx, transactionId, amount, actor, settings);
  const charge = await lockToRefund(tx, { transactionId, amount, gone: true, reason: "" });
  const refund = await writeRefund(tx, charge, { amount, source, gatewayReference });
  await countGiven(tx, refund);
  await recordAudit(tx, {
    actor,
    action: "transaction.refunded",
    subjectType: "transaction",
    subjectId: transactionId,
    after: { amount, refund: refund.number, reference: gatewayReference },
  });
  const settled = await settleRefund(tx, refund, { status: "succeeded" }, source, settings);
  await holdGiven(tx, await tx.transaction.findUniqueOrThrow({ where: { id: transactionId } }));
  return settled;
}
