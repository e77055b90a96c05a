"use server";
import { refresh } from "next/cache";
import { z } from "zod";
import { changeRole, invitation, inviteOperator, role, setDisabled } from "#lib/identity/operators.ts";
import { MAY } from "#lib/identity/roles.ts";
import { operatorAction } from "#lib/web/action.ts";

const owner = MAY["operators.write"];

/** Answers with the invitation's link, to hand over where no mail is sent. */
export const inviteAction = operatorAction(owner, invitation, async ({ input, operator, ip }) => {
  const { link } = await inviteOperator(input, operator, ip);
  refresh();
  return { link, email: input.email };
});

export const changeRoleAction = operatorAction(owner, z.object({ id: z.uuid("invalid"), role }), async ({ input, operator, ip }) => {
  await changeRole(input.id, input.role, operator, ip);
  refresh();
});

const access = z.object({ id: z.uuid("invalid"), disabled: z.enum(["true", "false"]).transform((value) => value === "true") });

export const setDisabledAction = operatorAction(owner, access, async ({ input, operator, ip }) => {
  await setDisabled(input.id, input.disabled, operator, ip);
  refresh();
});
