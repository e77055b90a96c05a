import type { Payout } from "#lib/db/generated/client.ts";
import { transaction } from "#lib/db/transaction.ts";
import { paidOut, payoutFailed } from "#lib/ledger/payout-journals.ts";
import { type Journal, post } from "#lib/ledger/post.ts";
import type { ListedPayout } from "#lib/payments/gateway-lists.ts";
import { savePayout } from "#lib/payments/save-payout.ts";

/** Writes down payouts as a gateway lists them, and books what became of each. Repeating it changes nothing. */
export async function takePayouts(gateway: string, listed: ListedPayout[], { daily }: { daily: boolean }): Promise<void> {
  for (const payout of listed)
    await transaction(async (tx) => {
      const { before, after } = await savePayout(tx, gateway, payout, { again: daily });
      await post(tx, ...journalsOf(before, after));
    });
}

/** One that failed before it was known to be paid never left. */
function journalsOf(before: Payout, after: Payout): Journal[] {
  const isPaid = after.paidAt && !before.paidAt;
  const hasFailed = after.failedAt && !before.failedAt && after.paidAt;
  return [...(isPaid ? [paidOut(after)] : []), ...(hasFailed ? [payoutFailed(after)] : [])];
}
