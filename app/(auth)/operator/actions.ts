"use server";
import { redirect } from "next/navigation";
import { z } from "zod";
import { localPath } from "#lib/identity/local-path.ts";
import { requestPasswordReset, requestReset } from "#lib/identity/request-password-reset.ts";
import { resetPassword, resetPasswordWithLink } from "#lib/identity/reset-password.ts";
import { startOperatorSession } from "#lib/identity/session.ts";
import { signIn, signInOperator } from "#lib/identity/sign-in.ts";
import { publicAction } from "#lib/web/action.ts";

export const signInAsOperator = publicAction(signIn.extend({ to: z.string().max(500).optional() }), async ({ input, ip }) => {
  await startOperatorSession(await signInOperator(input, ip));
  redirect(localPath(input.to, "/operator"));
});

export const forgotOperatorPassword = publicAction(requestReset, ({ input, ip }) => requestPasswordReset("operator", input, ip));

export const chooseNewOperatorPassword = publicAction(resetPassword, async ({ input }) => {
  await resetPasswordWithLink("operator", input);
  redirect("/operator/sign-in?notice=password");
});
