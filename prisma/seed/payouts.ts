import { takeLines } from "#lib/billing/settling/take-lines.ts";
import { takePayouts } from "#lib/billing/settling/take-payouts.ts";
import { db } from "#lib/db/client.ts";
import type { Transaction } from "#lib/db/generated/client.ts";
import { now } from "#lib/kernel/clock.ts";
import type { ListedPayout, PayoutLine } from "#lib/payments/gateway-lists.ts";

const GATEWAY = "sandbox";
const DAY_MS = 86_400_000;

type Moved = Pick<Transaction, "id" | "kind" | "amount" | "fee" | "gatewayReference" | "paymentReference" | "settledAt"> & {
  refundOf: Pick<Transaction, "paymentReference"> | null;
};

/**
 * Once a week: the sandbox pretends to send what was settled since the last time to the bank, a payout for each currency, made two days ago and there now. It keeps no
 * list of its own, so its answers are made here; they are taken as a real gateway's are.
 */
export async function payOut(): Promise<void> {
  const currencies = await db.transaction.findMany({ where: { gateway: GATEWAY }, distinct: ["currency"], select: { currency: true } });
  for (const { currency } of currencies) await payOutIn(currency);
}

async function payOutIn(currency: string): Promise<void> {
  const arrivesAt = now();
  const at = new Date(arrivesAt.getTime() - 2 * DAY_MS);
  const moved: Moved[] = await db.transaction.findMany({
    where: {
      gateway: GATEWAY,
      currency,
      kind: { in: ["CHARGE", "REFUND"] },
      status: "SUCCEEDED",
      amount: { gt: 0n },
      settledAt: { lte: at },
      payoutLines: { none: {} },
    },
    orderBy: [{ settledAt: "asc" }, { id: "asc" }],
    select: {
      id: true,
      kind: true,
      amount: true,
      fee: true,
      gatewayReference: true,
      paymentReference: true,
      settledAt: true,
      refundOf: { select: { paymentReference: true } },
    },
  });
  const lines = [...moved.map(lineOf), accountFee(currency, at)];
  const minor = lines.reduce((sum, { net }) => sum + net, 0n);
  if (moved.length === 0 || minor <= 0n) return;
  const reference = `po_${currency.toLowerCase()}_${at.toISOString().slice(0, 10)}`;
  const payout: ListedPayout = { reference, status: "paid", total: { minor, currency }, at, arrivesAt, lines: "ready" };
  await takePayouts(GATEWAY, [payout], { daily: false });
  await takeLines(await db.payout.findUniqueOrThrow({ where: { gateway_reference: { gateway: GATEWAY, reference } } }), lines, null);
}

function lineOf({ id, kind, amount, fee, gatewayReference, paymentReference, settledAt, refundOf }: Moved): PayoutLine {
  const isRefund = kind === "REFUND";
  const [gross, kept] = [isRefund ? -amount : amount, isRefund ? 0n : (fee ?? 0n)];
  return {
    reference: `txn_${id}`,
    kind: isRefund ? "refund" : "payment",
    paymentReference: (isRefund ? refundOf?.paymentReference : paymentReference) ?? undefined,
    refundReference: (isRefund && gatewayReference) || undefined,
    gross,
    fee: kept,
    net: gross - kept,
    at: settledAt!,
  };
}

/** What the sandbox takes for a week, in the smallest unit. */
function accountFee(currency: string, at: Date): PayoutLine {
  return {
    reference: `txn_fee_${currency}_${at.toISOString().slice(0, 10)}`,
    kind: "fee",
    gross: -99n,
    fee: 0n,
    net: -99n,
    at,
    text: "Account fee",
  };
}
