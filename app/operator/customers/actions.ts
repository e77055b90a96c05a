"use server";
import { revalidatePath } from "next/cache";
import { z } from "zod";
import { recordFirstLogin } from "#lib/billing/renewing/record-first-login.ts";
import { addNote, addNoteInput } from "#lib/customers/add-note.ts";
import { renewServiceLogin, type ServiceLogin } from "#lib/customers/service-login.ts";
import { operatorActor } from "#lib/identity/actor.ts";
import { sendMethodLink } from "#lib/identity/method-link.ts";
import { MAY } from "#lib/identity/roles.ts";
import { confirmedAction, operatorAction } from "#lib/web/forms/action.ts";

const chosen = z.object({ customerId: z.uuid() });

export const note = operatorAction([...MAY["customers.note"]], addNoteInput, async ({ input, operator, ip }) => {
  await addNote(input, operatorActor(operator, ip));
  revalidatePath(`/operator/customers/${input.customerId}`);
});

/** For platforms that cannot tell it themselves: terms that wait for the first login begin. */
export const recordLogin = operatorAction([...MAY["subscriptions.write"]], chosen, async ({ input: { customerId }, operator, ip }) => {
  await recordFirstLogin(customerId, operatorActor(operator, ip));
  revalidatePath(`/operator/customers/${customerId}`);
});

/** Answers with the new login, to be read out once. */
export const resetLogin = confirmedAction(
  [...MAY["customers.credentials"]],
  chosen,
  ({ input: { customerId }, operator, ip }): Promise<ServiceLogin> => renewServiceLogin(customerId, operatorActor(operator, ip)),
);

/** Answers with the link, to be read out or sent in another way. */
export const methodLink = operatorAction([...MAY["customers.methods"]], chosen, async ({ input: { customerId }, operator, ip }) => {
  const link = await sendMethodLink(customerId, operatorActor(operator, ip));
  revalidatePath(`/operator/customers/${customerId}`);
  return { link };
});
