import { methodText } from "#lib/billing/parts/method-text.ts";
import { notify } from "#lib/billing/parts/notify.ts";
import type { Customer, Transaction } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { VOUCHER } from "#lib/ledger/accounts.ts";
import { feeTaken, toppedUp } from "#lib/ledger/journals.ts";
import { post } from "#lib/ledger/post.ts";
import { gateway } from "#lib/payments/registry.ts";
import type { Settings } from "#lib/settings/schema.ts";
import { moveBalance } from "#lib/wallet/balance.ts";
import { lockBalance } from "#lib/wallet/lock.ts";
import { fits } from "#lib/wallet/top-up-choices.ts";

/**
 * A payment that pays no invoice is put on the payer's balance. False where the balance may not be as much: several pages were paid at once. What came by transfer or in
 * cash nothing gives back by itself, so it is taken.
 */
export async function topUp(tx: Tx, paid: Transaction, customer: Customer, settings: Settings): Promise<boolean> {
  const { id: transactionId, customerId, currency, amount } = paid;
  const held = await lockBalance(tx, customerId, currency);
  const given = paid.gateway === VOUCHER || Boolean(gateway(paid.gateway)?.byHand);
  if (!given && !fits(currency, held + amount, settings)) return false;
  await post(tx, toppedUp(paid), ...(paid.fee ? [feeTaken(paid, paid.fee)] : []));
  await moveBalance(tx, { customerId, currency, amount, transactionId });
  if (paid.gateway === VOUCHER) return true;
  await notify(tx, "topped_up", settings, {
    dedupeKey: `topped_up:${transactionId}`,
    customer,
    refs: { transactionId },
    variables: (links) => ({
      amount: { minor: amount, currency },
      balance: { minor: held + amount, currency },
      method: methodText(paid),
      paid_at: paid.settledAt ?? paid.createdAt,
      links: { account: links.account },
    }),
  });
  return true;
}
