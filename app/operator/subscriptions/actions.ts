"use server";
import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { changePlan, changePlanInput } from "#lib/billing/changing/change-plan.ts";
import { dropChange, dropChangeInput } from "#lib/billing/changing/drop-change.ts";
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

/** Agreed to as it was shown; what became of it is told on the subscription's panel. */
export const changePlanOf = operatorAction(
  MAY["subscriptions.write"],
  changePlanInput.omit({ gateway: true }),
  async ({ input, operator, ip }) => {
    await changePlan(input, operatorActor(operator, ip));
    revalidatePath("/operator", "layout");
    redirect(`/operator/subscriptions?open=${input.subscriptionId}`);
  },
);

export const drop = operatorAction(MAY["subscriptions.write"], dropChangeInput, async ({ input, operator, ip }) => {
  await dropChange(input, operatorActor(operator, ip));
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
