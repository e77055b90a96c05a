"use server";
import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { changePlan, changePlanInput } from "#lib/billing/changing/change-plan.ts";
import { dropChange, dropChangeInput } from "#lib/billing/changing/drop-change.ts";
import { pausePlan, pausePlanInput } from "#lib/billing/changing/pause-plan.ts";
import { resumePlan, resumePlanInput } from "#lib/billing/changing/resume-plan.ts";
import { cancelPlan, cancelPlanInput, undoCancel, undoCancelInput } from "#lib/billing/ending/cancel-plan.ts";
import { remindCustomer, remindCustomerInput } from "#lib/billing/renewing/remind-customer.ts";
import { recordAhead, recordAheadInput } from "#lib/billing/settling/record-ahead.ts";
import { operatorActor } from "#lib/identity/actor.ts";
import { MAY } from "#lib/identity/roles.ts";
import { operatorAction } from "#lib/web/forms/action.ts";

const cancellation = cancelPlanInput.required({ when: true });

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

export const pause = operatorAction(MAY["subscriptions.write"], pausePlanInput, async ({ input, operator, ip }) => {
  await pausePlan(input, operatorActor(operator, ip));
  revalidatePath("/operator", "layout");
  redirect(`/operator/subscriptions?open=${input.subscriptionId}`);
});

/** What is paused resumes; a pause that is to come is dropped. */
export const resume = operatorAction(MAY["subscriptions.write"], resumePlanInput, async ({ input, operator, ip }) => {
  await resumePlan(input, operatorActor(operator, ip));
  revalidatePath("/operator", "layout");
});

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

export const recordPaidAhead = operatorAction(
  MAY["payments.record"],
  recordAheadInput,
  async ({ input, operator, ip }) => {
    await recordAhead(input, operatorActor(operator, ip));
    revalidatePath("/operator", "layout");
  },
  { decimals: /^amount$/ },
);
