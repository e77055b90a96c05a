"use server";
import { revalidatePath } from "next/cache";
import { z } from "zod";
import { transaction } from "#lib/db/transaction.ts";
import { operatorActor } from "#lib/identity/actor.ts";
import { MAY } from "#lib/identity/roles.ts";
import { resendMessage } from "#lib/messages/sending/resend.ts";
import { operatorAction } from "#lib/web/forms/action.ts";

export const resendAction = operatorAction(MAY["messages.send"], z.object({ id: z.uuid() }), async ({ input, operator, ip }) => {
  await transaction((tx) => resendMessage(tx, input.id, operatorActor(operator, ip)));
  revalidatePath("/operator/communications");
});
