import type { Actor } from "#lib/audit/audit.ts";
import type { Transaction } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/transaction.ts";
import type { DraftLine } from "#lib/invoices/draft.ts";
import { conflict } from "#lib/kernel/errors.ts";
import { least } from "#lib/kernel/money.ts";
import { lockTransaction } from "#lib/payments/lock.ts";
import { leftToRefund, mayRefund } from "#lib/payments/refundable.ts";
import type { Settings } from "#lib/settings/schema.ts";
import { openRefund } from "./open-refund.ts";
import { refundToBalance } from "./refund-to-balance.ts";

/** What of a payment goes back, in minor units of its currency. */
export type RefundPart = { charge: Transaction; amount: bigint };

/** `rest`: lines that become balance, for what paid their invoice was a credit of an earlier one. */
export type Refundable = { parts: RefundPart[]; rest: DraftLine[] };

/**
 * Which payments credits of paid lines (`creditsId`) go back to: the newest of each invoice first, and of none more than is left of it. What a payer's bank
 * has taken back is not given back as well.
 */
export async function refundable(tx: Tx, lines: DraftLine[]): Promise<Refundable> {
  const ids = lines.flatMap(({ creditsId }) => creditsId ?? []);
  const credited = await tx.invoiceLine.findMany({ where: { id: { in: ids } }, select: { id: true, invoiceId: true } });
  const ofInvoice = Map.groupBy(lines, ({ creditsId }) => credited.find(({ id }) => id === creditsId)?.invoiceId ?? "");
  const found: Refundable = { parts: [], rest: [] };
  for (const [invoiceId, of] of ofInvoice) {
    const amount = of.reduce((sum, { total }) => sum - total, 0n);
    const { parts, covered } = await partsOfInvoice(tx, invoiceId, amount);
    if (covered) found.parts.push(...parts);
    else found.rest.push(...of);
  }
  return found;
}

async function partsOfInvoice(tx: Tx, invoiceId: string, amount: bigint): Promise<{ parts: RefundPart[]; covered: boolean }> {
  const charges = await tx.transaction.findMany({
    where: { invoiceId, kind: "CHARGE", status: "SUCCEEDED", surplus: false, amount: { gt: 0 } },
    orderBy: { number: "desc" },
    include: { disputes: { select: { taken: true, currency: true } } },
  });
  let missing = amount;
  const parts = charges.flatMap(({ disputes, ...charge }) => {
    const part = least(missing, leftToRefund(charge, disputes));
    missing -= part;
    return part > 0n ? [{ charge, amount: part }] : [];
  });
  return { parts, covered: missing === 0n || charges.some(({ disputes }) => disputes.some(({ taken }) => taken > 0n)) };
}

type Given = {
  /** The way it was paid, or the payer's balance. */
  to: "method" | "balance";
  /** Kept with each refund. */
  reason: string;
};

/**
 * Writes refunds down, and returns those that a gateway is to be asked for after the commit; should nobody ask, reconcile-payments does. What cannot go back the way it was paid is balance.
 * @throws 409 `refunded_meanwhile` where something went back of a payment since its part was counted, `bank_took_back` where its payer's bank took it: it would go back twice.
 */
export async function giveBackParts(
  tx: Tx,
  parts: RefundPart[],
  { to, reason }: Given,
  actor: Actor,
  settings: Settings,
): Promise<string[]> {
  const toAsk: string[] = [];
  for (const { charge: counted, amount } of parts) {
    const charge = await lockAsCounted(tx, counted, amount);
    if (to === "method" && mayRefund(charge, amount)) toAsk.push(await openRefund(tx, { transactionId: charge.id, amount, reason }, actor));
    else await refundToBalance(tx, charge, { amount, reason }, settings);
  }
  return toAsk;
}

async function lockAsCounted(tx: Tx, counted: Transaction, amount: bigint): Promise<Transaction> {
  const charge = await lockTransaction(tx, counted.id);
  const disputes = await tx.dispute.findMany({ where: { transactionId: charge.id }, select: { taken: true, currency: true } });
  if (charge.refunded !== counted.refunded) throw conflict("refunded_meanwhile");
  if (amount > leftToRefund(charge, disputes)) throw conflict("bank_took_back");
  return charge;
}
