"use server";
import { revalidatePath } from "next/cache";
import { z } from "zod";
import { cancelPlan, undoCancel } from "#lib/billing/ending/cancel-plan.ts";
import { remindCustomer } from "#lib/billing/renewing/remind-customer.ts";
import { operatorActor } from "#lib/identity/actor.ts";
import { MAY } from "#lib/identity/roles.ts";
import { operatorAction } from "#lib/web/forms/action.ts";

const chosen = z.object({ subscriptionId: z.uuid() });
const cancellation = chosen.extend({ when: z.enum(["period_end", "now"]) });

export const cancel = operatorAction([...MAY["subscriptions.write"]], cancellation, async ({ input, operator, ip }) => {
  await cancelPlan(input.subscriptionId, operatorActor(operator, ip), { immediately: input.when === "now" });
  revalidatePath("/operator", "layout");
});

export const undo = operatorAction([...MAY["subscriptions.write"]], chosen, async ({ input, operator, ip }) => {
  await undoCancel(input.subscriptionId, operatorActor(operator, ip));
  revalidatePath("/operator", "layout");
});

export const remind = operatorAction([...MAY["messages.send"]], chosen, async ({ input, operator, ip }) => {
  await remindCustomer(input.subscriptionId, operatorActor(operator, ip));
  revalidatePath("/operator", "layout");
});
