"use server";
import { revalidatePath } from "next/cache";
import { EVERY_ROLE } from "#lib/identity/roles.ts";
import { operatorAction } from "#lib/web/forms/action.ts";
import { keepLook, keepLookInput } from "#lib/web/lists/keep-look.ts";
import { changeView, changeViewInput, deleteView, deleteViewInput, saveView, saveViewInput } from "#lib/web/lists/save-view.ts";

export const keepListLook = operatorAction(EVERY_ROLE, keepLookInput, async ({ input, operator }) => {
  await keepLook(input, operator.id);
  revalidatePath(`/operator/${input.list}`);
});

export const saveListView = operatorAction(EVERY_ROLE, saveViewInput, async ({ input, operator }) => {
  await saveView(input, operator);
  revalidatePath(`/operator/${input.list}`);
});

export const changeListView = operatorAction(EVERY_ROLE, changeViewInput, async ({ input, operator }) => {
  await changeView(input, operator);
  revalidatePath("/operator", "layout");
});

export const deleteListView = operatorAction(EVERY_ROLE, deleteViewInput, async ({ input, operator }) => {
  await deleteView(input, operator);
  revalidatePath("/operator", "layout");
});
