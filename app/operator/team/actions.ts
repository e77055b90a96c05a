"use server";
import { refresh } from "next/cache";
import { z } from "zod";
import { changeRole, invitation, inviteOperator, resetFactors, role, setDisabled } from "#lib/identity/operators.ts";
import { MAY } from "#lib/identity/roles.ts";
import { confirmedAction } from "#lib/web/forms/action.ts";

const owner = MAY["operators.write"];

/** Answers with the invitation's link, to hand over where no mail is sent. */
export const inviteAction = confirmedAction(owner, invitation, async ({ input, operator, ip }) => {
  const { link } = await inviteOperator(input, operator, ip);
  refresh();
  return { link, email: input.email };
});

export const changeRoleAction = confirmedAction(owner, z.object({ id: z.uuid("invalid"), role }), async ({ input, operator, ip }) => {
  await changeRole(input.id, input.role, operator, ip);
  refresh();
});

const access = z.object({ id: z.uuid("invalid"), disabled: z.enum(["true", "false"]).transform((value) => value === "true") });

export const setDisabledAction = confirmedAction(owner, access, async ({ input, operator, ip }) => {
  await setDisabled(input.id, input.disabled, operator, ip);
  refresh();
});

export const resetFactorsAction = confirmedAction(owner, z.object({ id: z.uuid("invalid") }), async ({ input, operator, ip }) => {
  await resetFactors(input.id, operator, ip);
  refresh();
});
