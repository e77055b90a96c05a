import { type Actor, recordAudit, sourceOf } from "#lib/audit/audit.ts";
import type { GatewayDifference, Transaction } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { least } from "#lib/kernel/money.ts";
import { lockTransaction } from "#lib/payments/lock.ts";
import { giveUpReference } from "#lib/payments/record-outcome.ts";
import type { Settings } from "#lib/settings/schema.ts";
import { countGiven } from "./count-given.ts";
import { holdGiven } from "./hold-given.ts";
import { writeRefund } from "./open-refund.ts";
import { settleRefund } from "./settle-refund.ts";
import { takeOffBalance } from "./take-off-balance.ts";

type Said = Pick<GatewayDifference, "gateway" | "subject" | "theirs" | "ourCurrency">;

/**
 * What a gateway gave back that was no refund of ours is counted in its charge like one that was made there, as soon as a person has decided about it: nobody gives it back a
 * second time, and invoice and ledger tell of it. What of the charge is on its payer's balance makes room for it: they have that twice. Beyond what is left of the charge nothing can be counted. Of another currency it counts as what was asked for (`closed`: the
 * refund in whose place it was made), and as nothing where nobody asked.
 */
export async function countMoved(
  tx: Tx,
  { charge: { id }, closed, said }: { charge: Pick<Transaction, "id">; closed?: Transaction; said: Said },
  actor: Actor,
  settings: Settings,
): Promise<void> {
  const { amount: paid } = await lockTransaction(tx, id);
  const moved = least(movedOf(said, closed), paid);
  if (moved <= 0n || (await isWritten(tx, said, closed))) return;
  await takeOffBalance(tx, id, moved, actor, settings);
  const charge = await tx.transaction.findUniqueOrThrow({ where: { id } });
  const amount = least(moved, charge.amount - charge.refunded);
  if (amount <= 0n) return;
  if (closed?.gatewayReference) await giveUpReference(tx, closed);
  // Where the gateway has no name for it, the difference has ours.
  const gatewayReference = said.subject === closed?.id ? (closed.gatewayReference ?? undefined) : said.subject;
  const source = sourceOf(actor);
  const refund = await writeRefund(tx, charge, { amount, reason: closed?.reason ?? undefined, source, gatewayReference });
  await countGiven(tx, refund);
  await recordAudit(tx, {
    actor,
    action: "transaction.refunded",
    subjectType: "transaction",
    subjectId: charge.id,
    after: { amount, refund: refund.number, reference: gatewayReference, ...(closed && { inPlaceOf: closed.number }) },
  });
  await settleRefund(tx, refund, { status: "succeeded" }, source, settings);
  await holdGiven(tx, await tx.transaction.findUniqueOrThrow({ where: { id } }));
}

function movedOf({ theirs, ourCurrency }: Said, closed?: Transaction): bigint {
  if (!theirs || theirs < 0n) return 0n;
  return ourCurrency === null ? theirs : (closed?.amount ?? 0n);
}

/** Whether it was reported by itself meanwhile, without our name. */
async function isWritten(tx: Tx, { gateway, subject }: Said, closed?: Transaction): Promise<boolean> {
  return (await tx.transaction.count({ where: { gateway, gatewayReference: subject, id: { not: closed?.id } } })) > 0;
}
