"use server";
import { revalidatePath } from "next/cache";
import { decideDifference, decideDifferenceInput } from "#lib/billing/settling/decide-difference.ts";
import { linkPayment, linkPaymentInput } from "#lib/billing/settling/link-payment.ts";
import { operatorActor } from "#lib/identity/actor.ts";
import { MAY } from "#lib/identity/roles.ts";
import { operatorAction } from "#lib/web/forms/action.ts";

export const linkFound = operatorAction(MAY["differences.decide"], linkPaymentInput, async ({ input, operator, ip }) => {
  try {
    await linkPayment(input, operatorActor(operator, ip));
  } finally {
    revalidatePath("/operator", "layout");
  }
});

export const decide = operatorAction(MAY["differences.decide"], decideDifferenceInput, async ({ input, operator, ip }) => {
  await decideDifference(input, operatorActor(operator, ip));
  revalidatePath("/operator", "layout");
});
