import { db } from "#lib/db/client.ts";
import type { GatewayDifferenceKind, Transaction } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { now } from "#lib/kernel/clock.ts";
import { newId } from "#lib/kernel/ids.ts";
import type { Money } from "#lib/kernel/money.ts";

export type NewDifference = {
  gateway: string;
  kind: GatewayDifferenceKind;
  /** What it is about, as the gateway calls it: of a kind and this there is one row for ever. */
  subject: string;
  paymentReference?: string;
  transactionId?: string;
  /** The payout that it was found in. */
  payoutId?: string;
  /** Of `theirs`, and of `ours` where `ourCurrency` is not another. */
  currency: string;
  theirs?: bigint;
  ours?: bigint;
  ourCurrency?: string;
  text?: string;
  at: Date;
};

/** The gateway's amount beside ours, each in its own currency. */
export function bothAmounts(
  { minor: theirs, currency }: Money,
  { amount: ours, currency: ourCurrency }: Pick<Transaction, "amount" | "currency">,
): Pick<NewDifference, "theirs" | "currency" | "ours" | "ourCurrency"> {
  return { theirs, currency, ours, ...(ourCurrency !== currency && { ourCurrency }) };
}

/** Notes what a gateway says differently; what is noted already stays as it is, decided or not. */
export async function noteDifferences(found: NewDifference[], client: Tx = db): Promise<void> {
  if (found.length === 0) return;
  const foundAt = now();
  await client.gatewayDifference.createMany({ data: found.map((row) => ({ ...row, id: newId(), foundAt })), skipDuplicates: true });
}

/** Notes that a gateway says of a payment that has succeeded that it did not: it went back there, or an older try is told of late. A person finds out. */
export async function noteTakenBack(tx: Tx, paid: Transaction, text: string | undefined): Promise<void> {
  const { id: transactionId, gateway, currency, amount: ours, gatewayReference } = paid;
  const paymentReference = paid.paymentReference ?? undefined;
  const subject = paymentReference ?? gatewayReference ?? transactionId;
  const amounts = { currency, theirs: 0n, ours };
  await noteDifferences([{ gateway, kind: "NOT_PAID_THERE", subject, paymentReference, transactionId, ...amounts, text, at: now() }], tx);
}

/** Notes that both say the same now about these, should they have been noted as different. */
export async function closeDifferences(
  gateway: string,
  kinds: GatewayDifferenceKind[],
  subjects: string[],
  client: Tx = db,
): Promise<void> {
  if (subjects.length === 0) return;
  await client.gatewayDifference.updateMany({
    where: { gateway, kind: { in: kinds }, subject: { in: subjects }, decidedAt: null },
    data: { decision: "GONE", decidedAt: now() },
  });
}

/** Notes that the gateway says now what we asked for, or that nothing moved. */
export async function closeDifferencesOf(tx: Tx, transactionId: string): Promise<void> {
  const open = { transactionId, kind: "OTHER_AMOUNT", decidedAt: null } as const;
  await tx.gatewayDifference.updateMany({ where: open, data: { decision: "GONE", decidedAt: now() } });
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
