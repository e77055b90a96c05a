import type { Payout } from "#lib/db/generated/client.ts";
import { transaction } from "#lib/db/transaction.ts";
import { lineSettled } from "#lib/ledger/payout-journals.ts";
import { post } from "#lib/ledger/post.ts";
import type { PayoutLine as ListedLine } from "#lib/payments/gateway-lists.ts";
import { type Match, matchLines } from "#lib/payments/match-line.ts";
import { closeLines, holdSum, noteLines } from "#lib/payments/payout-differences.ts";
import { lineRow, matchable, newLines, saveLines } from "#lib/payments/payout-lines.ts";
import { settlePayment } from "./settle-payment.ts";

/**
 * Takes a page of a payout's lines: each is matched to our transaction, written down and, where it says more than that, booked, with the place in the list in
 * one database transaction. Differences are noted before, for noting them twice is nothing. Null where another worker reads this payout by now.
 */
export async function takeLines(payout: Payout, listed: ListedLine[], next: string | null): Promise<Payout | null> {
  const fresh = await newLines(payout.gateway, listed);
  const matches = await matchLines(
    payout.gateway,
    fresh.map((line) => matchable(line, payout)),
  );
  await recordLateFees([...matches.values()]);
  await noteLines(payout, fresh, matches);
  if (next === null) await holdSum(payout, fresh);
  const moved = await transaction(async (tx) => {
    const rows = fresh.map((line) => lineRow(payout, line, matches.get(line.reference)));
    const saved = await saveLines(tx, payout, rows, next);
    const { currency } = payout;
    if (saved) await post(tx, ...rows.flatMap((row) => lineSettled({ ...row, currency }, matches.get(row.reference))));
    return saved;
  });
  await closeLines(payout.gateway, fresh, matches);
  return moved;
}

/** By the one door, as if the gateway had told it with the payment. */
export async function recordLateFees(matches: Match[]): Promise<void> {
  for (const { transactionId, lateFee } of matches)
    if (lateFee) await settlePayment(transactionId, { status: "succeeded", fee: lateFee }, "reconcile");
}
