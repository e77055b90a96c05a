"use server";
import { revalidatePath } from "next/cache";
import { answerDispute, answerDisputeInput } from "#lib/billing/settling/answer-dispute.ts";
import { removeEvidence, removeEvidenceInput, writeEvidence, writeEvidenceInput } from "#lib/billing/settling/write-evidence.ts";
import { operatorActor } from "#lib/identity/actor.ts";
import { MAY } from "#lib/identity/roles.ts";
import { operatorAction } from "#lib/web/forms/action.ts";
import { uploadedFile } from "#lib/web/forms/uploaded-file.ts";

export const saveEvidence = operatorAction(MAY["disputes.answer"], writeEvidenceInput, async ({ input, form, operator, ip }) => {
  const body = await uploadedFile(form, "file");
  const chosen = form.get("file");
  await writeEvidence(input, body && chosen instanceof File ? { name: chosen.name, body } : null, operatorActor(operator, ip));
  revalidatePath("/operator/disputes", "layout");
});

export const dropEvidence = operatorAction(MAY["disputes.answer"], removeEvidenceInput, async ({ input, operator, ip }) => {
  await removeEvidence(input, operatorActor(operator, ip));
  revalidatePath("/operator/disputes", "layout");
});

export const handIn = operatorAction(MAY["disputes.answer"], answerDisputeInput, async ({ input, operator, ip }) => {
  try {
    await answerDispute(input, operatorActor(operator, ip));
  } finally {
    revalidatePath("/operator", "layout");
  }
});
