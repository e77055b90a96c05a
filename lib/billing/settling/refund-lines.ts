import type { Actor } from "#lib/audit/audit.ts";
import type { Transaction } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/transaction.ts";
import type { DraftLine } from "#lib/invoices/draft.ts";
import { least } from "#lib/kernel/money.ts";
import { leftToRefund, mayRefund } from "#lib/payments/refundable.ts";
import type { Settings } from "#lib/settings/schema.ts";
import { openRefund } from "./open-refund.ts";
import { refundToBalance } from "./refund-to-balance.ts";

/** What of a payment goes back, in minor units of its currency. */
export type RefundPart = { charge: Transaction; amount: bigint };

/**
 * Which payments credits of paid lines (`creditsId`) go back to: the newest of each invoice first, and of none more than is left of it. Together they
 * may be less than the lines, where a payer's bank has taken money back.
 */
export async function refundParts(tx: Tx, lines: Pick<DraftLine, "creditsId" | "total">[]): Promise<RefundPart[]> {
  const ids = lines.flatMap(({ creditsId }) => creditsId ?? []);
  const credited = await tx.invoiceLine.findMany({ where: { id: { in: ids } }, select: { id: true, invoiceId: true } });
  const ofInvoice = Map.groupBy(lines, ({ creditsId }) => credited.find(({ id }) => id === creditsId)?.invoiceId ?? "");
  const parts: RefundPart[] = [];
  for (const [invoiceId, of] of ofInvoice)
    parts.push(
      ...(await partsOfInvoice(
        tx,
        invoiceId,
        of.reduce((sum, { total }) => sum - total, 0n),
      )),
    );
  return parts;
}

async function partsOfInvoice(tx: Tx, invoiceId: string, amount: bigint): Promise<RefundPart[]> {
  const charges = await tx.transaction.findMany({
    where: { invoiceId, kind: "CHARGE", status: "SUCCEEDED", surplus: false, amount: { gt: 0 } },
    orderBy: { number: "desc" },
    include: { disputes: { select: { taken: true } } },
  });
  let missing = amount;
  return charges.flatMap(({ disputes, ...charge }) => {
    const part = least(missing, leftToRefund(charge, disputes));
    missing -= part;
    return part > 0n ? [{ charge, amount: part }] : [];
  });
}

type Given = {
  /** The way it was paid, or the payer's balance. */
  to: "method" | "balance";
  /** Kept with each refund. */
  reason: string;
};

/** Writes refunds down, and returns those that a gateway is to be asked for after the commit; should nobody ask, reconcile-payments does. What cannot go back the way it was paid is balance. */
export async function giveBackParts(
  tx: Tx,
  parts: RefundPart[],
  { to, reason }: Given,
  actor: Actor,
  settings: Settings,
): Promise<string[]> {
  const toAsk: string[] = [];
  for (const { charge, amount } of parts) {
    if (to === "method" && mayRefund(charge, amount)) toAsk.push(await openRefund(tx, { transactionId: charge.id, amount, reason }, actor));
    else await refundToBalance(tx, charge, { amount, reason }, settings);
  }
  return toAsk;
}

/** Gives credits of paid lines back in money. */
export async function refundLines(
  tx: Tx,
  { lines, ...given }: Given & { lines: DraftLine[] },
  actor: Actor,
  settings: Settings,
): Promise<void> {
  await giveBackParts(tx, await refundParts(tx, lines), given, actor, settings);
}
