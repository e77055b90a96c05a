import { transaction } from "#lib/db/transaction.ts";
import { lineFound } from "#lib/ledger/payout-journals.ts";
import { post } from "#lib/ledger/post.ts";
import { type MatchableLine, matchLines } from "#lib/payments/match-line.ts";
import { closeLines, noteLines } from "#lib/payments/payout-differences.ts";
import { claimLine, exchangedOf } from "#lib/payments/payout-lines.ts";
import { unmatchedLines } from "#lib/payments/unmatched-lines.ts";
import { recordLateFees } from "./take-lines.ts";

/** Matches lines that nobody knew when they came to what is known by now: a payment that a person has linked, say. Returns how many. */
export async function matchLater(gateway: string): Promise<number> {
  let matched = 0;
  for (const { payout, ...line } of await unmatchedLines(gateway)) {
    const asked: MatchableLine = { ...line, currency: payout.currency, exchanged: exchangedOf(line) };
    const matches = await matchLines(gateway, [asked]);
    const match = matches.get(line.reference);
    if (!match) continue;
    await recordLateFees([match]);
    await noteLines(payout, [line], matches);
    const isDone = await transaction(async (tx) => {
      if (!(await claimLine(tx, line.id, match))) return false;
      await post(tx, ...lineFound({ ...line, currency: payout.currency }, match));
      return true;
    });
    await closeLines(gateway, [line], matches);
    if (isDone) matched += 1;
  }
  return matched;
}
