import { methodText } from "#lib/billing/parts/method-text.ts";
import { notify } from "#lib/billing/parts/notify.ts";
import { creditNoteSeries } from "#lib/billing/parts/series.ts";
import type { Transaction } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { issueCreditNote } from "#lib/invoices/credit.ts";
import { lockInvoice } from "#lib/invoices/lock.ts";
import { now } from "#lib/kernel/clock.ts";
import { monthColumn } from "#lib/kernel/period.ts";
import type { Source } from "#lib/kernel/source.ts";
import { BALANCE, FORGIVEN } from "#lib/ledger/accounts.ts";
import { credited, refunded } from "#lib/ledger/journals.ts";
import { post } from "#lib/ledger/post.ts";
import { creditDeferred } from "#lib/ledger/recognise.ts";
import type { Succeeded } from "#lib/payments/gateway.ts";
import { recordOutcome } from "#lib/payments/record-outcome.ts";
import type { Settings } from "#lib/settings/schema.ts";
import { countGiven } from "./count-given.ts";
import { givenBack } from "./open-refund.ts";

/**
 * A refund went through: what is not credited yet is credited, the ledger follows, the viewer is told. One that was thought to have failed
 * is counted in its charge again.
 */
export async function settleRefund(
  tx: Tx,
  refund: Transaction,
  outcome: Succeeded,
  source: Source,
  settings: Settings,
): Promise<Transaction> {
  const { paid, creditNote } = await bookRefund(tx, refund, outcome, source, settings);
  if (paid.gateway !== FORGIVEN) await tell(tx, paid, creditNote, settings);
  return paid;
}

type CreditNote = Awaited<ReturnType<typeof issueCreditNote>>;

/** The same, untold. */
export async function bookRefund(
  tx: Tx,
  refund: Transaction,
  outcome: Succeeded,
  source: Source,
  settings: Settings,
): Promise<{ paid: Transaction; creditNote: CreditNote | null }> {
  const paid = await recordOutcome(tx, refund, outcome, source);
  if (refund.settledAt) await countGiven(tx, paid);
  let creditNote: CreditNote | null = null;
  if (paid.invoiceId) {
    await lockInvoice(tx, paid.invoiceId);
    const invoice = await tx.invoice.findUniqueOrThrow({
      where: { id: paid.invoiceId },
      include: { lines: { orderBy: { position: "asc" } } },
    });
    const given = await givenBack(tx, invoice.id, "SUCCEEDED");
    if (given.amount > invoice.credited) creditNote = await issueCreditNote(tx, invoice, given, creditNoteSeries(settings));
  }
  const journals = creditNote
    ? [credited(creditNote, await creditDeferred(tx, creditNote, monthColumn(now(), settings.company.timeZone)))]
    : [];
  await post(tx, ...journals, refunded(paid));
  return { paid, creditNote };
}

async function tell(tx: Tx, paid: Transaction, creditNote: CreditNote | null, settings: Settings): Promise<void> {
  await notify(tx, "refunded", settings, {
    dedupeKey: `refunded:${paid.id}`,
    customer: await tx.customer.findUniqueOrThrow({ where: { id: paid.customerId } }),
    refs: { transactionId: paid.id, subscriptionId: paid.subscriptionId ?? undefined, invoiceId: creditNote?.id },
    variables: (links) => ({
      plan: { name: paid.planName ?? "" },
      amount: { minor: paid.amount, currency: paid.currency },
      method: paid.gateway === BALANCE ? null : methodText(paid),
      balance: paid.gateway === BALANCE ? { minor: paid.amount, currency: paid.currency } : null,
      refunded_on: paid.settledAt!,
      invoice: { number: creditNote?.number ?? null },
      links: { account: links.account },
    }),
  });
}
