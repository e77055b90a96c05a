"use server";
import { redirect } from "next/navigation";
import { z } from "zod";
import { callerOf, rememberBrowser } from "#lib/identity/known-browser.ts";
import { localPath } from "#lib/identity/local-path.ts";
import { requestPasswordReset, requestReset } from "#lib/identity/request-password-reset.ts";
import { resetPassword, resetPasswordWithLink } from "#lib/identity/reset-password.ts";
import { startOperatorSession } from "#lib/identity/session.ts";
import { signIn, signInOperator } from "#lib/identity/sign-in.ts";
import { publicAction } from "#lib/web/action.ts";

export const signInAsOperator = publicAction(signIn.extend({ to: z.string().max(500).optional() }), async ({ input, ip }) => {
  await startOperatorSession(await signInOperator(input, await callerOf("operator", ip)));
  redirect(localPath(input.to, "/operator"));
});

export const forgotOperatorPassword = publicAction(requestReset, async ({ input, ip }) => {
  await requestPasswordReset("operator", input, await callerOf("operator", ip));
});

export const chooseNewOperatorPassword = publicAction(resetPassword, async ({ input }) => {
  const { id } = await resetPasswordWithLink("operator", input);
  await rememberBrowser("operator", id); // a way in while strangers slow others down
  redirect("/operator/sign-in?notice=password");
});
