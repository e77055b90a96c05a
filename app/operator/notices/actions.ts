"use server";
import { revalidatePath } from "next/cache";
import { dealWithNotice, dealWithNoticeInput } from "#lib/billing/ending/deal-with-notice.ts";
import { operatorActor } from "#lib/identity/actor.ts";
import { MAY } from "#lib/identity/roles.ts";
import { operatorAction } from "#lib/web/forms/action.ts";

export const markDealtWith = operatorAction([...MAY["subscriptions.write"]], dealWithNoticeInput, async ({ input, operator, ip }) => {
  await dealWithNotice(input, operatorActor(operator, ip));
  revalidatePath("/operator", "layout");
});
