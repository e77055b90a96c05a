"use server";
import { refresh } from "next/cache";
import { z } from "zod";
import {
  changeRole,
  changeRoleInput,
  resetFactors,
  resetFactorsInput,
  setDisabled,
  setDisabledInput,
} from "#lib/identity/change-operator.ts";
import { inviteOperator, inviteOperatorInput } from "#lib/identity/invite-operator.ts";
import { MAY } from "#lib/identity/roles.ts";
import { confirmedAction } from "#lib/web/forms/action.ts";

const owner = MAY["operators.write"];

/** Answers with the invitation's link, to hand over where no mail is sent. */
export const inviteAction = confirmedAction(owner, inviteOperatorInput, async ({ input, operator, ip }) => {
  const { link } = await inviteOperator(input, operator, ip);
  refresh();
  return { link, email: input.email };
});

export const changeRoleAction = confirmedAction(owner, changeRoleInput, async ({ input, operator, ip }) => {
  await changeRole(input, operator, ip);
  refresh();
});

const access = setDisabledInput.extend({ disabled: z.enum(["true", "false"]).transform((value) => value === "true") });

export const setDisabledAction = confirmedAction(owner, access, async ({ input, operator, ip }) => {
  await setDisabled(input, operator, ip);
  refresh();
});

export const resetFactorsAction = confirmedAction(owner, resetFactorsInput, async ({ input, operator, ip }) => {
  await resetFactors(input, operator, ip);
  refresh();
});
