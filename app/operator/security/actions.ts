"use server";
import { refresh } from "next/cache";
import { z } from "zod";
import { changeOperatorPassword, changeOwnPassword } from "#lib/identity/change-password.ts";
import { code, confirmTotp, newCodes, offerTotp, removeFactor } from "#lib/identity/factors.ts";
import { rememberBrowser } from "#lib/identity/known-browser.ts";
import { addPasskey, newPasskey, passkeyToMake } from "#lib/identity/passkeys.ts";
import { operatorSession, requireConfirmed, requireSignedIn, startOperatorSession } from "#lib/identity/session.ts";
import { endOtherSession, endOtherSessions } from "#lib/identity/sign-out-others.ts";
import { notFound } from "#lib/kernel/errors.ts";
import { ownAction } from "#lib/web/forms/action.ts";
import { requestSettings } from "#lib/web/settings/request-settings.ts";

/** Shown once. */
export type Codes = { codes: string[] };

export const changePassword = ownAction(changeOperatorPassword, async ({ input, self }) => {
  await startOperatorSession(await changeOwnPassword("operator", self.operator, input, self.ip));
});

export const offerApp = ownAction(z.object({}), async ({ self }) => {
  await requireConfirmed(true);
  await offerTotp(self.operator);
  refresh();
});

export const confirmApp = ownAction(z.object({ code }), async ({ input, self }): Promise<Codes> => {
  await requireConfirmed(true);
  const codes = await confirmTotp(self, input.code);
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

export const savePasskey = ownAction(newPasskey, async ({ input, self }): Promise<Codes> => {
  await requireConfirmed(true);
  const codes = await addPasskey(self, input);
  await rememberBrowser("operator", self.operator.id, true);
  refresh();
  return { codes };
});

export const removeApp = ownAction(z.object({}), async ({ self }) => {
  await requireConfirmed(true);
  await removeFactor(self);
  refresh();
});

export const removePasskey = ownAction(z.object({ id: z.string().min(1).max(1400) }), async ({ input, self }) => {
  await requireConfirmed(true);
  await removeFactor(self, input.id);
  refresh();
});

export const makeCodes = ownAction(z.object({}), async ({ self }): Promise<Codes> => {
  await requireConfirmed(true);
  const codes = await newCodes(self);
  refresh();
  return { codes };
});

export const signOutOne = ownAction(z.object({ id: z.uuid("invalid") }), async ({ input, self }) => {
  await endOtherSession(self, input.id);
  refresh();
});

export const signOutOthers = ownAction(z.object({}), async ({ self }) => {
  await endOtherSessions(self);
  refresh();
});
