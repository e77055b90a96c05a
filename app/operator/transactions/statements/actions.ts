"use server";
import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { importByLayout, importByLayoutInput } from "#lib/billing/settling/import-by-layout.ts";
import { importStatementInput, receiveStatement } from "#lib/billing/settling/import-statement.ts";
import { recordLine, recordLineInput } from "#lib/billing/settling/record-line.ts";
import { operatorActor } from "#lib/identity/actor.ts";
import { MAY } from "#lib/identity/roles.ts";
import { DomainError } from "#lib/kernel/errors.ts";
import { plainText } from "#lib/kernel/inputs.ts";
import { ignoreLine, ignoreLineInput } from "#lib/payments/decide-line.ts";
import type { Imported } from "#lib/payments/statements/keep-lines.ts";
import { operatorAction } from "#lib/web/forms/action.ts";
import { uploadedFile } from "#lib/web/forms/uploaded-file.ts";
import { recordListed, recordListedInput } from "#lib/web/lists/record-listed.ts";
import { statementsHref } from "#lib/web/lists/statement-lines.ts";

const finance = [...MAY["payments.record"]];
const byHandInput = importStatementInput.pick({ byHand: true });

export const importFile = operatorAction(finance, byHandInput, async ({ input, form, operator, ip }): Promise<Imported> => {
  const file = await uploadedFile(form, "file");
  if (!file) throw new DomainError("required", { field: "file" });
  const sent = form.get("file");
  const fileName = (sent instanceof File && plainText(sent.name).slice(0, 200).trim()) || "file";
  const received = await receiveStatement({ fileName, file, ...input }, operatorActor(operator, ip));
  if ("uploadId" in received) redirect(`/operator/transactions/statements/columns/${received.uploadId}`);
  revalidatePath("/operator", "layout");
  return received;
});

export const importTable = operatorAction(finance, importByLayoutInput, async ({ input, operator, ip }): Promise<void> => {
  const { number } = await importByLayout(input, operatorActor(operator, ip));
  revalidatePath("/operator", "layout");
  redirect(statementsHref({ statement: number }));
});

export const recordOne = operatorAction(finance, recordLineInput, async ({ input, operator, ip }) => {
  await recordLine(input, operatorActor(operator, ip));
  revalidatePath("/operator", "layout");
});

export const recordAll = operatorAction(finance, recordListedInput, async ({ input, operator, ip }) => {
  const answer = await recordListed(input, operatorActor(operator, ip));
  // While it goes on nobody waits for the page.
  if (!answer.after) revalidatePath("/operator", "layout");
  return answer;
});

export const ignore = operatorAction(finance, ignoreLineInput, async ({ input, operator, ip }) => {
  await ignoreLine(input, operatorActor(operator, ip));
  revalidatePath("/operator", "layout");
});
