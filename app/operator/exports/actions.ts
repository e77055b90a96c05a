"use server";
import { revalidatePath } from "next/cache";
import { askForExport, askForExportInput } from "#lib/exports/ask-for-export.ts";
import { deleteExport, deleteExportInput } from "#lib/exports/delete-export.ts";
import { operatorActor } from "#lib/identity/actor.ts";
import { MAY } from "#lib/identity/roles.ts";
import { operatorAction } from "#lib/web/forms/action.ts";
import { readSelection } from "./read-selection.ts";

export const ask = operatorAction([...MAY["lists.export"]], askForExportInput, async ({ input, operator, ip }) => {
  await askForExport(input, await readSelection(input), operatorActor(operator, ip));
});

export const remove = operatorAction([...MAY["lists.export"]], deleteExportInput, async ({ input, operator, ip }) => {
  await deleteExport(input, operator, operatorActor(operator, ip));
  revalidatePath("/operator/exports");
});
