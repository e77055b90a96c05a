"use server";
import { revalidatePath } from "next/cache";
import { refundPayment, refundPaymentInput } from "#lib/billing/settling/refund-payment.ts";
import { resolveEvidence, resolveEvidenceInput } from "#lib/billing/settling/resolve-evidence.ts";
import { operatorActor } from "#lib/identity/actor.ts";
import { MAY } from "#lib/identity/roles.ts";
import { operatorAction } from "#lib/web/forms/action.ts";

export const noteEvidence = operatorAction(MAY["customers.tax"], resolveEvidenceInput, async ({ input, operator, ip }) => {
  await resolveEvidence(input, operatorActor(operator, ip));
  revalidatePath("/operator", "layout");
});

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
