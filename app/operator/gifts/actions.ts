"use server";
import { revalidatePath } from "next/cache";
import { resendGift, resendGiftInput } from "#lib/billing/renewing/resend-gift.ts";
import { operatorActor } from "#lib/identity/actor.ts";
import { MAY } from "#lib/identity/roles.ts";
import { operatorAction } from "#lib/web/forms/action.ts";

export const sendAgain = operatorAction([...MAY["messages.send"]], resendGiftInput, async ({ input, operator, ip }) => {
  await resendGift(input, operatorActor(operator, ip));
  revalidatePath("/operator", "layout");
});
