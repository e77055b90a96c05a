"use server";
import { redirect } from "next/navigation";
import { z } from "zod";
import { confirmWithPasskey, confirmWithPassword, confirmWithPasswordInput } from "#lib/identity/confirm.ts";
import { hasSecondFactor } from "#lib/identity/factors.ts";
import { callerOf, rememberBrowser } from "#lib/identity/known-browser.ts";
import { localPath } from "#lib/identity/local-path.ts";
import { passkeyToAsk, provePasskeyInput } from "#lib/identity/prove-passkey.ts";
import { requestPasswordReset, requestPasswordResetInput } from "#lib/identity/request-password-reset.ts";
import { resetOperatorPasswordInput, resetPasswordWithLink } from "#lib/identity/reset-password.ts";
import { passWithCode, passWithCodeInput, passWithPasskey } from "#lib/identity/second-step.ts";
import { operatorSession, startOperatorSession, startSecondStep } from "#lib/identity/session.ts";
import { signInInput, signInOperator } from "#lib/identity/sign-in.ts";
import { publicAction } from "#lib/web/forms/action.ts";
import { pageAddress } from "#lib/web/lists/page-params.ts";

const to = z.string().max(500).optional();

export const signInAsOperator = publicAction(signInInput.extend({ to }), async ({ input, ip }) => {
  const operator = await signInOperator(input, await callerOf("operator", ip));
  const home = localPath(input.to, "/operator");
  if (hasSecondFactor(operator)) {
    await startSecondStep(operator);
    redirect(pageAddress("/operator/second-step", { to: home }));
  }
  await startOperatorSession(operator);
  redirect(home);
});

export const finishWithCode = publicAction(passWithCodeInput.extend({ to }), async ({ input, ip }) => {
  const { operator } = await mySession();
  await passWithCode(input, operator, await callerOf("operator", ip));
  await startOperatorSession(operator, true);
  redirect(localPath(input.to, "/operator"));
});

export const finishWithPasskey = publicAction(provePasskeyInput.extend({ to }), async ({ input, ip }) => {
  const { operator, id } = await mySession();
  await passWithPasskey(input, { operator, sessionId: id, ip });
  await startOperatorSession(operator, true);
  redirect(localPath(input.to, "/operator"));
});

/** What the browser needs to use a passkey, for the second step or to confirm who sits there. */
export async function askForPasskey() {
  const { operator, id, secondFactorDue } = await mySession();
  return passkeyToAsk({ operator, sessionId: id }, { alone: !secondFactorDue });
}

export const confirmByPassword = publicAction(confirmWithPasswordInput.extend({ to }), async ({ input, ip }) => {
  const { operator, id } = await mySession();
  await confirmWithPassword(input, { operator, sessionId: id, ip });
  redirect(localPath(input.to, "/operator"));
});

export const confirmByPasskey = publicAction(provePasskeyInput.extend({ to }), async ({ input, ip }) => {
  const { operator, id } = await mySession();
  await confirmWithPasskey(input, { operator, sessionId: id, ip });
  redirect(localPath(input.to, "/operator"));
});

export const forgotOperatorPassword = publicAction(requestPasswordResetInput, async ({ input, ip }) => {
  await requestPasswordReset("operator", input, await callerOf("operator", ip));
});

export const chooseNewOperatorPassword = publicAction(resetOperatorPasswordInput, async ({ input, ip }) => {
  const { id } = await resetPasswordWithLink("operator", input, ip);
  await rememberBrowser("operator", id); // a way past the password while strangers slow others down; the second step is another matter
  redirect("/operator/sign-in?notice=password");
});

async function mySession() {
  return (await operatorSession()) ?? redirect("/operator/sign-in");
}
