"use server";
import { revalidatePath } from "next/cache";
import { recordLine, recordLineInput, recordMatches, recordMatchesInput } from "#lib/billing/settling/record-line.ts";
import { operatorActor } from "#lib/identity/actor.ts";
import { MAY } from "#lib/identity/roles.ts";
import { DomainError } from "#lib/kernel/errors.ts";
import { ignoreLine, ignoreLineInput } from "#lib/payments/decide-line.ts";
import { type Imported, importStatement } from "#lib/payments/statements/import-statement.ts";
import { nothing, operatorAction } from "#lib/web/forms/action.ts";
import { uploadedFile } from "#lib/web/forms/uploaded-file.ts";

const finance = [...MAY["payments.record"]];

export const importFile = operatorAction(finance, nothing, async ({ form, operator, ip }): Promise<Imported> => {
  const file = await uploadedFile(form, "file");
  if (!file) throw new DomainError("required", { field: "file" });
  const sent = form.get("file");
  const imported = await importStatement(
    { fileName: (sent instanceof File && sent.name.slice(0, 200)) || "file", file },
    operatorActor(operator, ip),
  );
  revalidatePath("/operator", "layout");
  return imported;
});

export const recordOne = operatorAction(finance, recordLineInput, async ({ input, operator, ip }) => {
  await recordLine(input, operatorActor(operator, ip));
  revalidatePath("/operator", "layout");
});

export const recordAll = operatorAction(finance, recordMatchesInput, async ({ input, operator, ip }) => {
  const recorded = await recordMatches(input, operatorActor(operator, ip));
  revalidatePath("/operator", "layout");
  return recorded;
});

export const ignore = operatorAction(finance, ignoreLineInput, async ({ input, operator, ip }) => {
  await ignoreLine(input, operatorActor(operator, ip));
  revalidatePath("/operator", "layout");
});
