"use server";
import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { operatorActor } from "#lib/identity/actor.ts";
import { EVERY_ROLE, MAY } from "#lib/identity/roles.ts";
import { sendTest, sendTestInput } from "#lib/messages/sending/test-send.ts";
import { checkDraftInput } from "#lib/messages/templates/check-draft.ts";
import { previewTemplate } from "#lib/messages/templates/preview.ts";
import { restoreTemplate, restoreTemplateInput, saveTemplate, saveTemplateInput } from "#lib/messages/templates/save-template.ts";
import { operatorAction } from "#lib/web/forms/action.ts";
import { templatePath } from "./template-address.ts";

/** Anybody who may look at templates may look at what they are typing. */
export const previewAction = operatorAction(EVERY_ROLE, checkDraftInput, ({ input }) => previewTemplate(input));

export const saveTemplateAction = operatorAction(MAY["messages.templates"], saveTemplateInput, async ({ input, operator, ip }) => {
  const saved = await saveTemplate(input, operatorActor(operator, ip));
  revalidatePath("/operator/templates", "layout");
  return { version: saved.version, changed: saved.version !== input.baseVersion };
});

export const restoreTemplateAction = operatorAction(
  MAY["messages.templates"],
  restoreTemplateInput,
  async ({ input, operator, ip }): Promise<void> => {
    await restoreTemplate(input, operatorActor(operator, ip));
    revalidatePath("/operator/templates", "layout");
    redirect(templatePath(input));
  },
);

export const testTemplateAction = operatorAction(MAY["messages.templates"], sendTestInput, async ({ input, operator, ip }) => {
  await sendTest(input, operator, ip);
});
