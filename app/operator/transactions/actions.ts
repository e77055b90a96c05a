"use server";
import { revalidatePath } from "next/cache";
import { z } from "zod";
import { refundPayment } from "#lib/billing/settling/refund-payment.ts";
import { operatorActor } from "#lib/identity/actor.ts";
import { MAY } from "#lib/identity/roles.ts";
import { DomainError, notFound } from "#lib/kernel/errors.ts";
import { requiredText } from "#lib/kernel/inputs.ts";
import { type Money, parseMoney } from "#lib/kernel/money.ts";
import { transactionDetails } from "#lib/reports/transaction-details.ts";
import { operatorAction } from "#lib/web/forms/action.ts";

const refundInput = z.object({ transactionId: z.uuid(), amount: requiredText(20), left: requiredText(20), reason: requiredText(300) });

export const refund = operatorAction(
  [...MAY["payments.refund"]],
  refundInput,
  async ({ input, operator, ip }) => {
    const charge = await transactionDetails(input.transactionId);
    if (!charge) throw notFound("transaction_unknown");
    const amount = typedAmount(input.amount, charge.currency).minor;
    const left = typedAmount(input.left, charge.currency).minor;
    try {
      await refundPayment({ transactionId: charge.id, amount, left, reason: input.reason }, operatorActor(operator, ip));
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
