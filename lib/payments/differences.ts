import { db } from "#lib/db/client.ts";
import type { GatewayDifferenceKind } from "#lib/db/generated/client.ts";
import { now } from "#lib/kernel/clock.ts";
import { newId } from "#lib/kernel/ids.ts";

export type NewDifference = {
  gateway: string;
  kind: GatewayDifferenceKind;
  /** What it is about, as the gateway calls it: of a kind and this there is one row for ever. */
  subject: string;
  paymentReference?: string;
  transactionId?: string;
  /** The payout that it was found in. */
  payoutId?: string;
  currency: string;
  theirs?: bigint;
  ours?: bigint;
  text?: string;
  at: Date;
};

/** Notes what a gateway says differently; what is noted already stays as it is, decided or not. */
export async function noteDifferences(found: NewDifference[]): Promise<void> {
  if (found.length === 0) return;
  const foundAt = now();
  await db.gatewayDifference.createMany({ data: found.map((row) => ({ ...row, id: newId(), foundAt })), skipDuplicates: true });
}

/** Notes that both say the same now about these, should they have been noted as different. */
export async function closeDifferences(gateway: string, kinds: GatewayDifferenceKind[], subjects: string[]): Promise<void> {
  if (subjects.length === 0) return;
  await db.gatewayDifference.updateMany({
    where: { gateway, kind: { in: kinds }, subject: { in: subjects }, decidedAt: null },
    data: { decision: "GONE", decidedAt: now() },
  });
}

/** Of these payments those that are noted as different: what happens to them later is no other difference. */
export async function notedPayments(gateway: string, paymentReferences: string[]): Promise<Set<string>> {
  if (paymentReferences.length === 0) return new Set();
  const noted = await db.gatewayDifference.findMany({
    where: { gateway, kind: "PAYMENT_UNKNOWN", subject: { in: paymentReferences } },
    select: { subject: true },
  });
  return new Set(noted.map(({ subject }) => subject));
}
