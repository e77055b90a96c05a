import { z } from "zod";
import { openPayment } from "#lib/billing/parts/open-payment.ts";
import { buyerOf, payerOf, sellerOf } from "#lib/billing/parts/snapshots.ts";
import { settle } from "#lib/billing/settling/settle-payment.ts";
import { itemOf } from "#lib/catalog/contract.ts";
import { lockCustomer } from "#lib/customers/lock.ts";
import { db } from "#lib/db/client.ts";
import type { Customer } from "#lib/db/generated/client.ts";
import type { NewRows } from "#lib/db/rows.ts";
import { type Tx, transaction } from "#lib/db/transaction.ts";
import { invoiceDraft } from "#lib/invoices/draft.ts";
import { now } from "#lib/kernel/clock.ts";
import { DomainError } from "#lib/kernel/errors.ts";
import { requiredText, unmarked } from "#lib/kernel/inputs.ts";
import { VOUCHER } from "#lib/ledger/accounts.ts";
import type { TransactionInput } from "#lib/payments/draft.ts";
import type { Settings } from "#lib/settings/schema.ts";
import { getSettings } from "#lib/settings/settings.ts";
import { subscriptionDraft } from "#lib/subscriptions/start.ts";
import { lockVoucher } from "#lib/wallet/lock.ts";
import { voucherDigest } from "#lib/wallet/voucher-code.ts";
import { findVoucher, takeVoucher, type VoucherWithBatch } from "#lib/wallet/vouchers.ts";
import { type VoucherOffer, voucherOffer } from "./voucher-offer.ts";

const voucherCode = z.string("required").transform(unmarked).pipe(requiredText(60));

export const redeemVoucherInput = z.object({
  code: voucherCode,
  /** What was shown that it does; where it would do anything else it is refused. */
  outcome: z.enum(["plan", "balance"], "invalid"),
});
export type RedeemVoucherInput = z.output<typeof redeemVoucherInput>;

export type ShownVoucher = { voucher: VoucherWithBatch; plan: string | null; offer: VoucherOffer | null };

/** What a code is worth, and what it does for a viewer, if one looks. @throws the refusals of `findVoucher`. */
export async function lookAtVoucher(code: string, customer: Customer | null, settings: Settings): Promise<ShownVoucher> {
  const voucher = await findVoucher(db, code);
  const { priceId } = voucher.batch;
  const price = priceId ? await db.price.findUniqueOrThrow({ where: { id: priceId }, select: { plan: { select: { name: true } } } }) : null;
  return { voucher, plan: price?.plan.name ?? null, offer: customer && (await voucherOffer(db, voucher.batch, customer, settings)) };
}

/**
 * A viewer redeems a voucher: a payment by it, through the same door as every other, for one term of its plan, or for their balance. All in one database
 * transaction, for nobody is asked. @throws the refusals of `findVoucher`, and 409 `voucher_changed` where it would do something else than was shown.
 */
export async function redeemVoucher({ code, outcome }: RedeemVoucherInput, viewer: Pick<Customer, "id">, ip: string | null): Promise<void> {
  const settings = await getSettings();
  await transaction(async (tx) => {
    const customer = await lockCustomer(tx, viewer.id);
    await lockVoucher(tx, voucherDigest(code));
    const voucher = await findVoucher(tx, code);
    const offer = await voucherOffer(tx, voucher.batch, customer, settings);
    if (offer.outcome !== outcome) throw new DomainError("voucher_changed", { status: 409 });
    await takeVoucher(tx, voucher.id, customer.id);
    const { charge, rows } = offer.outcome === "plan" ? await termOrder(tx, offer, customer, settings) : { charge: {}, rows: {} };
    const { currency, amount } = voucher.batch;
    const input: TransactionInput = {
      kind: "CHARGE",
      source: "account",
      gateway: VOUCHER,
      gatewayReference: voucher.id,
      customerId: customer.id,
      payer: payerOf(customer, ip),
      currency,
      amount,
      tax: 0n,
      invoiceId: null,
      request: undefined,
      ...charge,
    };
    const opened = await openPayment(tx, input, rows);
    await settle(tx, opened, { status: "succeeded" }, "account", settings);
    // Where a company owes the tax itself the term costs less than the voucher is worth.
    const rest = amount - opened.amount;
    if (rest === 0n) return;
    const left = await openPayment(tx, {
      ...input,
      gatewayReference: `${voucher.id}:rest`,
      amount: rest,
      tax: 0n,
      invoiceId: null,
      ...NOTHING,
    });
    await settle(tx, left, { status: "succeeded" }, "account", settings);
  });
}

const NOTHING = { subscriptionId: null, planId: null, planName: null };

type TermOrder = { charge: Partial<TransactionInput>; rows: NewRows };

/** The subscription and the invoice of a term, to be inserted with its payment, and what that says of them. */
async function termOrder(
  tx: Tx,
  { plan, price, quote }: Extract<VoucherOffer, { outcome: "plan" }>,
  customer: Customer,
  settings: Settings,
): Promise<TermOrder> {
  const { contract, lines, tax, total, treatment, currency } = quote;
  const subscription = await subscriptionDraft(tx, {
    customerId: customer.id,
    planId: plan.id,
    priceId: price.id,
    contract,
    item: itemOf({ plan, price, amount: contract.amount }),
    timeZone: settings.company.timeZone,
    givenOnce: false,
    source: "account",
  });
  const invoice = invoiceDraft({
    customerId: customer.id,
    subscriptionId: subscription.id,
    orderId: null,
    currency,
    treatment,
    cycle: 0,
    periodStart: null, // begins when it is paid
    periodEnd: null,
    seller: sellerOf(settings),
    buyer: buyerOf(customer),
    lines: lines.map((line) => ({ ...line, itemId: subscription.itemId })),
    dueAt: now(),
  });
  return {
    charge: { amount: total, tax, invoiceId: invoice.id, subscriptionId: subscription.id, planId: plan.id, planName: plan.name },
    rows: { ...subscription.rows, ...invoice.rows },
  };
}
