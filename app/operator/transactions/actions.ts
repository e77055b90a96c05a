"use server";
import { revalidatePath } from "next/cache";
import { refundPayment, refundPaymentInput } from "#lib/billing/settling/refund-payment.ts";
import { operatorActor } from "#lib/identity/actor.ts";
import { MAY } from "#lib/identity/roles.ts";
import { operatorAction } from "#lib/web/forms/action.ts";

export const refund = operatorAction(
  [...MAY["payments.refund"]],
  refundPaymentInput,
  async ({ input, operator, ip }) => {
    try {
      await refundPayment(input, operatorActor(operator, ip));
    } finally {
      revalidatePath("/operator", "layout");
    }
  },
  { decimals: /^amount$/ },
);
