"use server";
import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { z } from "zod";
import { phoneNumber } from "#lib/customers/profile.ts";
import { transaction } from "#lib/db/transaction.ts";
import { operatorActor } from "#lib/identity/actor.ts";
import { MAY } from "#lib/identity/roles.ts";
import { sendTest } from "#lib/messages/sending/test-send.ts";
import { previewTemplate } from "#lib/messages/templates/preview.ts";
import { checkDraft, restoreTemplate, saveTemplate, templateDraft } from "#lib/messages/templates/save-template.ts";
import { operatorAction } from "#lib/web/forms/action.ts";
import { templatePath } from "./template-address.ts";

const version = z.coerce.number().int().min(1);

/** Anybody who may look at templates may look at what they are typing. */
export const previewAction = operatorAction(["FINANCE", "SUPPORT", "VIEWER"], templateDraft, ({ input }) => previewTemplate(input));

export const saveTemplateAction = operatorAction(
  MAY["messages.templates"],
  templateDraft.safeExtend({ baseVersion: version }),
  async ({ input, operator, ip }) => {
    const checked = await checkDraft(input);
    const actor = { ...operatorActor(operator, ip), id: operator.id };
    const saved = await transaction((tx) => saveTemplate(tx, checked, input.baseVersion, actor));
    revalidatePath("/operator/templates", "layout");
    return { version: saved.version, changed: saved.version !== input.baseVersion };
  },
);

const address = z.object({ key: templateDraft.shape.key, kind: templateDraft.shape.kind, locale: templateDraft.shape.locale });

export const restoreTemplateAction = operatorAction(
  MAY["messages.templates"],
  address.extend({ version }),
  async ({ input, operator, ip }): Promise<void> => {
    const { version: chosen, ...template } = input;
    await restoreTemplate(template, chosen, { ...operatorActor(operator, ip), id: operator.id });
    revalidatePath("/operator/templates", "layout");
    redirect(templatePath(input));
  },
);

export const testTemplateAction = operatorAction(
  MAY["messages.templates"],
  templateDraft.safeExtend({ to: phoneNumber }),
  async ({ input, operator, ip }) => {
    const checked = await checkDraft(input);
    await transaction((tx) => sendTest(tx, checked, operator, ip, input.to));
  },
);
