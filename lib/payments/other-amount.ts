import type { Transaction } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { log } from "#lib/kernel/log.ts";
import type { Money } from "#lib/kernel/money.ts";
import type { Source } from "#lib/kernel/source.ts";
import { bothAmounts, noteDifferences } from "./differences.ts";
import type { Succeeded } from "./gateway.ts";
import { recordOutcome } from "./record-outcome.ts";

type Asked = Pick<Transaction, "amount" | "currency">;
type Told = Pick<Succeeded, "reference" | "paymentReference"> & { amount: Money };

/** Whether the gateway says that it moved another amount than was asked for: anything, where a method was to be saved. */
export function movedAnother<Answer extends { amount?: Money }>(
  { amount, currency }: Asked,
  told: Answer,
): told is Answer & { amount: Money } {
  const moved = told.amount;
  return moved !== undefined && (moved.minor !== amount || (moved.minor !== 0n && moved.currency !== currency));
}

/**
 * Such a one is not counted as what was asked: it stays unknown, and is a difference for people to see. What has succeeded stays as it was counted, whatever is said
 * of it later, and a refund that has failed as it is, for its part of the charge is free for others; so does what people have decided about.
 */
export async function recordMismatch(tx: Tx, found: Transaction, told: Told, source: Source): Promise<Transaction> {
  log.error({ transaction: found.number }, "the gateway moved another amount than was asked");
  await noteOtherAmount(tx, found, told);
  if (found.status === "SUCCEEDED" || (found.kind === "REFUND" && found.settledAt) || (await isDecided(tx, found))) return found;
  return recordOutcome(tx, found, { status: "unknown", reason: "amount_mismatch" }, source);
}

/** Once, by the name that the gateway's list has for it, too. */
function noteOtherAmount(tx: Tx, ours: Transaction, { amount, ...named }: Told): Promise<void> {
  const { id, gateway, kind } = ours;
  const reference = named.reference ?? ours.gatewayReference ?? undefined;
  const paymentReference = kind === "REFUND" ? undefined : (named.paymentReference ?? ours.paymentReference ?? reference);
  const said = { gateway, kind: "OTHER_AMOUNT", transactionId: id, paymentReference, at: ours.createdAt } as const;
  const subject = paymentReference ?? reference ?? id;
  return noteDifferences([{ ...said, subject, ...bothAmounts(amount, ours) }], tx);
}

async function isDecided(tx: Tx, { id, settledAt }: Transaction): Promise<boolean> {
  if (!settledAt) return false;
  const decided = { transactionId: id, kind: "OTHER_AMOUNT", decidedBy: { not: null } } as const;
  return (await tx.gatewayDifference.findFirst({ where: decided, select: { id: true } })) !== null;
}
