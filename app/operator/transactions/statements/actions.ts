"use server";
import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { importByLayout, importByLayoutInput } from "#lib/billing/settling/import-by-layout.ts";
import { importStatementInput, receiveStatement, receiveUpload } from "#lib/billing/settling/import-statement.ts";
import { recordLine, recordLineInput } from "#lib/billing/settling/record-line.ts";
import { operatorActor } from "#lib/identity/actor.ts";
import { MAY } from "#lib/identity/roles.ts";
import { DomainError } from "#lib/kernel/errors.ts";
import { optionalId, plainText } from "#lib/kernel/inputs.ts";
import { ignoreLine, ignoreLineInput } from "#lib/payments/decide-line.ts";
import type { Imported } from "#lib/payments/statements/keep-lines.ts";
import { removeLayout, removeLayoutInput } from "#lib/payments/statements/layouts.ts";
import { keepPiece, keepPieceInput } from "#lib/payments/statements/uploads.ts";
import { operatorAction } from "#lib/web/forms/action.ts";
import { uploadedFile } from "#lib/web/forms/uploaded-file.ts";
import { recordListed, recordListedInput } from "#lib/web/lists/record-listed.ts";
import { statementsHref } from "#lib/web/lists/statement-lines.ts";

const finance = [...MAY["payments.record"]];
const importFileInput = importStatementInput.pick({ byHand: true }).extend({ uploadId: optionalId });

/** A larger file is sent in pieces before, each by a request of its own. Returns the upload's id. */
export const sendPiece = operatorAction(finance, keepPieceInput, async ({ input, form, operator, ip }): Promise<string> => {
  const piece = await uploadedFile(form, "file");
  if (!piece) throw new DomainError("required", { field: "file" });
  return keepPiece(input, piece, operatorActor(operator, ip));
});

export const importFile = operatorAction(finance, importFileInput, async ({ input, form, operator, ip }): Promise<Imported> => {
  const actor = operatorActor(operator, ip);
  const { uploadId, byHand } = input;
  const received = uploadId
    ? await receiveUpload({ uploadId, byHand }, actor)
    : await receiveStatement({ ...(await fileOf(form)), byHand }, actor);
  if ("uploadId" in received) redirect(`/operator/transactions/statements/columns/${received.uploadId}`);
  revalidatePath("/operator", "layout");
  return received;
});

async function fileOf(form: FormData) {
  const file = await uploadedFile(form, "file");
  if (!file) throw new DomainError("required", { field: "file" });
  const sent = form.get("file");
  return { file, fileName: (sent instanceof File && plainText(sent.name).slice(0, 200).trim()) || "file" };
}

export const importTable = operatorAction(finance, importByLayoutInput, async ({ input, operator, ip }): Promise<void> => {
  const { number } = await importByLayout(input, operatorActor(operator, ip));
  revalidatePath("/operator", "layout");
  redirect(statementsHref({ statement: number }));
});

export const forgetLayout = operatorAction(finance, removeLayoutInput, async ({ input, operator, ip }) => {
  await removeLayout(input, operatorActor(operator, ip));
  revalidatePath("/operator/transactions/statements", "layout");
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
