"use server";
import { changeOwnPassword, changePassword } from "#lib/identity/change-password.ts";
import { startOperatorSession } from "#lib/identity/session.ts";
import { operatorAction } from "#lib/web/action.ts";

/** Every role may: it is one's own. */
export const changeOperatorPassword = operatorAction(["FINANCE", "SUPPORT", "VIEWER"], changePassword, async ({ input, operator }) => {
  await startOperatorSession(await changeOwnPassword("operator", operator, input));
});
