"use server";
import { refresh } from "next/cache";
import { confirmTotp, confirmTotpInput, offerTotp } from "#lib/identity/add-factor.ts";
import { addPasskey, addPasskeyInput, passkeyToMake } from "#lib/identity/add-passkey.ts";
import { changeOperatorPasswordInput, changeOwnPassword } from "#lib/identity/change-password.ts";
import { chooseDigest, chooseDigestInput } from "#lib/identity/choose-digest.ts";
import { rememberBrowser } from "#lib/identity/known-browser.ts";
import { removeFactor, removeFactorInput } from "#lib/identity/remove-factor.ts";
import { newCodes } from "#lib/identity/replace-codes.ts";
import { MAY } from "#lib/identity/roles.ts";
import { operatorSession, requireConfirmed, requireSignedIn, startOperatorSession } from "#lib/identity/session.ts";
import { endOtherSession, endOtherSessionInput, endOtherSessions } from "#lib/identity/sign-out-others.ts";
import { notFound } from "#lib/kernel/errors.ts";
import { requestSettings } from "#lib/settings/request-settings.ts";
import { nothing, operatorAction, ownAction } from "#lib/web/forms/action.ts";

/** Shown once. */
export type Codes = { codes: string[] };

export const changePassword = ownAction(changeOperatorPasswordInput, async ({ input, self }) => {
  await startOperatorSession(await changeOwnPassword("operator", self.operator, input, self.ip));
});

export const offerApp = ownAction(nothing, async ({ self }) => {
  await requireConfirmed(true);
  await offerTotp(self.operator);
  refresh();
});

export const confirmApp = ownAction(confirmTotpInput, async ({ input, self }): Promise<Codes> => {
  await requireConfirmed(true);
  const codes = await confirmTotp(input, self);
  await rememberBrowser("operator", self.operator.id, true);
  refresh();
  return { codes };
});

/** What the browser needs to make a passkey. */
export async function preparePasskey() {
  const operator = await requireSignedIn();
  await requireConfirmed(true);
  const session = await operatorSession();
  if (!session) throw notFound("operator_unknown");
  const { brand } = await requestSettings();
  return passkeyToMake({ operator, sessionId: session.id }, brand.name);
}

export const savePasskey = ownAction(addPasskeyInput, async ({ input, self }): Promise<Codes> => {
  await requireConfirmed(true);
  const codes = await addPasskey(input, self);
  await rememberBrowser("operator", self.operator.id, true);
  refresh();
  return { codes };
});

export const removeApp = ownAction(nothing, async ({ self }) => {
  await requireConfirmed(true);
  await removeFactor({}, self);
  refresh();
});

export const removePasskey = ownAction(removeFactorInput.required(), async ({ input, self }) => {
  await requireConfirmed(true);
  await removeFactor(input, self);
  refresh();
});

export const makeCodes = ownAction(nothing, async ({ self }): Promise<Codes> => {
  await requireConfirmed(true);
  const codes = await newCodes(self);
  refresh();
  return { codes };
});

export const signOutOne = ownAction(endOtherSessionInput, async ({ input, self }) => {
  await endOtherSession(input, self);
  refresh();
});

export const signOutOthers = ownAction(nothing, async ({ self }) => {
  await endOtherSessions(self);
  refresh();
});

export const getDigests = operatorAction(MAY["digests.get"], chooseDigestInput, async ({ input, operator }) => {
  await chooseDigest(input, operator);
  refresh();
});
