import { keptForOthers } from "#lib/billing/parts/kept-for-others.ts";
import { openFromBalance } from "#lib/billing/parts/open-from-balance.ts";
import type { Customer, Invoice, Transaction } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { balanceOf } from "#lib/invoices/balance.ts";
import { least } from "#lib/kernel/money.ts";
import type { Source } from "#lib/kernel/source.ts";
import type { Settings } from "#lib/settings/schema.ts";
import { moveBalance } from "#lib/wallet/balance.ts";
import { lockBalance } from "#lib/wallet/lock.ts";
import { settle } from "./settle-payment.ts";

/**
 * Pays of an issued invoice what the payer has on their balance, but for what they sent ahead for others of their plans, through the same door as every payment. The caller
 * holds the payer's lock.
 */
export async function payFromBalance(tx: Tx, invoice: Invoice, payer: Customer, source: Source, settings: Settings): Promise<void> {
  const { currency, subscriptionId } = invoice;
  const held = await lockBalance(tx, payer.id, currency);
  const free = held > 0n ? held - (await keptForOthers(tx, { payerId: payer.id, currency, subscriptionId })) : 0n;
  await payShare(tx, invoice, payer, least(free, balanceOf(invoice)), source, settings);
}

/** An order that its payer's balance meets whole: takes what its payment is for off it, and settles the payment. The caller holds the payer's lock. */
export async function payOrderFromBalance(tx: Tx, opened: Transaction, source: Source, settings: Settings): Promise<void> {
  const { id: transactionId, customerId, currency, amount } = opened;
  await moveBalance(tx, { customerId, currency, amount: -amount, transactionId });
  await settle(tx, opened, { status: "succeeded" }, source, settings);
}

/** Pays `share` of an issued invoice from the balance, at most what the balance has and the invoice leaves. */
export async function payShare(
  tx: Tx,
  invoice: Invoice,
  payer: Customer,
  share: bigint,
  source: Source,
  settings: Settings,
): Promise<void> {
  if (share > 0n) await settle(tx, await openFromBalance(tx, invoice, payer, share, source), { status: "succeeded" }, source, settings);
}
