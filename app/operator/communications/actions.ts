"use server";
import { revalidatePath } from "next/cache";
import { operatorActor } from "#lib/identity/actor.ts";
import { MAY } from "#lib/identity/roles.ts";
import { resendMessage, resendMessageInput } from "#lib/messages/sending/resend.ts";
import { operatorAction } from "#lib/web/forms/action.ts";

export const resendAction = operatorAction(MAY["messages.send"], resendMessageInput, async ({ input, operator, ip }) => {
  await resendMessage(input, operatorActor(operator, ip));
  revalidatePath("/operator/communications");
});
