"use server";
import { revalidatePath } from "next/cache";
import { refundPayment, refundPaymentInput } from "#lib/billing/settling/refund-payment.ts";
import { operatorActor } from "#lib/identity/actor.ts";
import { MAY } from "#lib/identity/roles.ts";
import { DomainError, notFound } from "#lib/kernel/errors.ts";
import { requiredText } from "#lib/kernel/inputs.ts";
import { type Money, parseMoney } from "#lib/kernel/money.ts";
import { transactionDetails } from "#lib/reports/transaction-details.ts";
import { operatorAction } from "#lib/web/forms/action.ts";

/** Amounts as they were typed, in the currency of the charge. */
const refundForm = refundPaymentInput.extend({ amount: requiredText(20), left: requiredText(20) });

export const refund = operatorAction(
  [...MAY["payments.refund"]],
  refundForm,
  async ({ input, operator, ip }) => {
    const charge = await transactionDetails(input.transactionId);
    if (!charge) throw notFound("transaction_unknown");
    const amount = typedAmount(input.amount, charge.currency).minor;
    const left = typedAmount(input.left, charge.currency).minor;
    try {
      await refundPayment({ ...input, amount, left }, operatorActor(operator, ip));
    } finally {
      revalidatePath("/operator", "layout");
    }
  },
  { decimals: /^amount$/ },
);

function typedAmount(text: string, currency: string): Money {
  try {
    return parseMoney(text, currency);
  } catch {
    throw new DomainError("invalid_amount", { field: "amount" });
  }
}
