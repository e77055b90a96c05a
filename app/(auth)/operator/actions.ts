"use server";
import { redirect } from "next/navigation";
import { z } from "zod";
import { confirmation, confirmWithPasskey, confirmWithPassword } from "#lib/identity/confirm.ts";
import { hasSecondFactor } from "#lib/identity/factors.ts";
import { callerOf, rememberBrowser } from "#lib/identity/known-browser.ts";
import { localPath } from "#lib/identity/local-path.ts";
import { passkeyProof, passkeyToAsk } from "#lib/identity/passkeys.ts";
import { requestPasswordReset, requestReset } from "#lib/identity/request-password-reset.ts";
import { resetOperatorPassword, resetPasswordWithLink } from "#lib/identity/reset-password.ts";
import { passWithCode, passWithPasskey, secondStep } from "#lib/identity/second-step.ts";
import { operatorSession, startOperatorSession, startSecondStep } from "#lib/identity/session.ts";
import { signIn, signInOperator } from "#lib/identity/sign-in.ts";
import { publicAction } from "#lib/web/forms/action.ts";
import { pageAddress } from "#lib/web/lists/page-params.ts";

const to = z.string().max(500).optional();

export const signInAsOperator = publicAction(signIn.extend({ to }), async ({ input, ip }) => {
  const operator = await signInOperator(input, await callerOf("operator", ip));
  const home = localPath(input.to, "/operator");
  if (hasSecondFactor(operator)) {
    await startSecondStep(operator);
    redirect(pageAddress("/operator/second-step", { to: home }));
  }
  await startOperatorSession(operator);
  redirect(home);
});

export const finishWithCode = publicAction(secondStep.extend({ to }), async ({ input, ip }) => {
  const { operator } = await mySession();
  await passWithCode(operator, input.code, await callerOf("operator", ip));
  await startOperatorSession(operator, true);
  redirect(localPath(input.to, "/operator"));
});

export const finishWithPasskey = publicAction(passkeyProof.extend({ to }), async ({ input, ip }) => {
  const { operator, id } = await mySession();
  await passWithPasskey({ operator, sessionId: id, ip }, input.response);
  await startOperatorSession(operator, true);
  redirect(localPath(input.to, "/operator"));
});

/** What the browser needs to use a passkey, for the second step or to confirm who sits there. */
export async function askForPasskey() {
  const { operator, id, secondFactorDue } = await mySession();
  return passkeyToAsk({ operator, sessionId: id }, { alone: !secondFactorDue });
}

export const confirmByPassword = publicAction(confirmation.extend({ to }), async ({ input, ip }) => {
  const { operator, id } = await mySession();
  await confirmWithPassword({ operator, sessionId: id, ip }, input.password);
  redirect(localPath(input.to, "/operator"));
});

export const confirmByPasskey = publicAction(passkeyProof.extend({ to }), async ({ input, ip }) => {
  const { operator, id } = await mySession();
  await confirmWithPasskey({ operator, sessionId: id, ip }, input.response);
  redirect(localPath(input.to, "/operator"));
});

export const forgotOperatorPassword = publicAction(requestReset, async ({ input, ip }) => {
  await requestPasswordReset("operator", input, await callerOf("operator", ip));
});

export const chooseNewOperatorPassword = publicAction(resetOperatorPassword, async ({ input, ip }) => {
  const { id } = await resetPasswordWithLink("operator", input, ip);
  await rememberBrowser("operator", id); // a way past the password while strangers slow others down; the second step is another matter
  redirect("/operator/sign-in?notice=password");
});

async function mySession() {
  return (await operatorSession()) ?? redirect("/operator/sign-in");
}
