"use server";
import { revalidatePath } from "next/cache";
import { cancelPlan, cancelPlanInput, undoCancel, undoCancelInput } from "#lib/billing/ending/cancel-plan.ts";
import { remindCustomer, remindCustomerInput } from "#lib/billing/renewing/remind-customer.ts";
import { operatorActor } from "#lib/identity/actor.ts";
import { MAY } from "#lib/identity/roles.ts";
import { operatorAction } from "#lib/web/forms/action.ts";

const cancellation = cancelPlanInput.omit({ reason: true }).required({ when: true });

export const cancel = operatorAction(MAY["subscriptions.write"], cancellation, async ({ input, operator, ip }) => {
  await cancelPlan(input, operatorActor(operator, ip));
  revalidatePath("/operator", "layout");
});

export const undo = operatorAction(MAY["subscriptions.write"], undoCancelInput, async ({ input, operator, ip }) => {
  await undoCancel(input, operatorActor(operator, ip));
  revalidatePath("/operator", "layout");
});

export const remind = operatorAction(MAY["messages.send"], remindCustomerInput, async ({ input, operator, ip }) => {
  await remindCustomer(input, operatorActor(operator, ip));
  revalidatePath("/operator", "layout");
});
