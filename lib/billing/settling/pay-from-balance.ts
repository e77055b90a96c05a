import { openPayment } from "#lib/billing/parts/open-payment.ts";
import { paymentOf } from "#lib/billing/parts/payment-of.ts";
import type { Customer, Invoice } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { balanceOf } from "#lib/invoices/balance.ts";
import { least } from "#lib/kernel/money.ts";
import type { Source } from "#lib/kernel/source.ts";
import { BALANCE } from "#lib/ledger/accounts.ts";
import type { Settings } from "#lib/settings/schema.ts";
import { moveBalance } from "#lib/wallet/balance.ts";
import { lockBalance } from "#lib/wallet/lock.ts";
import { settle } from "./settle-payment.ts";

/** Pays of an issued invoice what the payer has on their balance, through the same door as every payment. The caller holds the payer's lock. */
export async function payFromBalance(tx: Tx, invoice: Invoice, payer: Customer, source: Source, settings: Settings): Promise<void> {
  const amount = least(await lockBalance(tx, payer.id, invoice.currency), balanceOf(invoice));
  if (amount === 0n) return;
  const paid = await paymentOf(tx, invoice, payer, amount);
  const opened = await openPayment(tx, { ...paid, source, gateway: BALANCE, request: undefined });
  await moveBalance(tx, { customerId: payer.id, currency: invoice.currency, amount: -amount, transactionId: opened.id });
  await settle(tx, opened, { status: "succeeded" }, source, settings);
}
