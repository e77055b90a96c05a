"use server";
import { revalidatePath } from "next/cache";
import { recordFirstLogin, recordFirstLoginInput } from "#lib/billing/renewing/record-first-login.ts";
import { approveCharge } from "#lib/billing/settling/approve-charge.ts";
import { giveCredit, giveCreditInput } from "#lib/billing/settling/give-credit.ts";
import { addNote, addNoteInput } from "#lib/customers/add-note.ts";
import { askVatNumber, askVatNumberInput } from "#lib/customers/ask-vat-number.ts";
import { renewServiceLogin, renewServiceLoginInput, type ServiceLogin } from "#lib/customers/renew-service-login.ts";
import { savePaymentTerms, savePaymentTermsInput } from "#lib/customers/save-payment-terms.ts";
import { saveTaxExemption, saveTaxExemptionInput } from "#lib/customers/save-tax-exemption.ts";
import { operatorActor } from "#lib/identity/actor.ts";
import { MAY } from "#lib/identity/roles.ts";
import { sendMethodLink, sendMethodLinkInput } from "#lib/identity/send-method-link.ts";
import {
  chargeLine,
  decideChargeInput,
  inMinorUnits,
  manualChargeFields,
  proposeCharge,
  rejectCharge,
} from "#lib/invoices/manual-charge.ts";
import { confirmedAction, operatorAction } from "#lib/web/forms/action.ts";
import { formRows } from "#lib/web/forms/form-rows.ts";
import { nestedForm } from "#lib/web/forms/nested-values.ts";

export const note = operatorAction(MAY["customers.note"], addNoteInput, async ({ input, operator, ip }) => {
  await addNote(input, operatorActor(operator, ip));
  revalidatePath(`/operator/customers/${input.customerId}`);
});

export const askVat = operatorAction(MAY["customers.tax"], askVatNumberInput, async ({ input, operator, ip }) => {
  await askVatNumber(input, operatorActor(operator, ip));
  revalidatePath(`/operator/customers/${input.customerId}`);
});

export const credit = operatorAction(
  MAY["customers.credit"],
  giveCreditInput,
  async ({ input, operator, ip }) => {
    await giveCredit(input, operatorActor(operator, ip));
    revalidatePath(`/operator/customers/${input.customerId}`);
  },
  { decimals: /^amount$/ },
);

/** Ends or begins an exemption: the form says which. */
export const exempt = operatorAction(MAY["customers.exempt"], saveTaxExemptionInput, async ({ input, operator, ip }) => {
  await saveTaxExemption(input, operatorActor(operator, ip));
  revalidatePath(`/operator/customers/${input.customerId}`);
});

export const saveTerms = operatorAction(MAY["customers.terms"], savePaymentTermsInput, async ({ input, operator, ip }) => {
  await savePaymentTerms(input, operatorActor(operator, ip));
  revalidatePath(`/operator/customers/${input.customerId}`);
});

/** Without a line, the first one's text is what is missing. */
const chargeLines = formRows(chargeLine, 20).refine((lines) => lines.length > 0, { error: "required", path: ["r0", "text"] });

const charge = nestedForm(manualChargeFields.extend({ lines: chargeLines }).transform(inMinorUnits));

export const proposeChargeAction = operatorAction(
  MAY["invoices.write"],
  charge,
  async ({ input, operator, ip }) => {
    await proposeCharge(input, operatorActor(operator, ip));
    revalidatePath(`/operator/customers/${input.customerId}`);
  },
  { decimals: /^lines\..*\.amount$/ },
);

export const approveChargeAction = operatorAction(MAY["invoices.write"], decideChargeInput, async ({ input, operator, ip }) => {
  await approveCharge(input, operatorActor(operator, ip));
  revalidatePath("/operator/customers/[id]", "page");
});

export const rejectChargeAction = operatorAction(MAY["invoices.write"], decideChargeInput, async ({ input, operator, ip }) => {
  await rejectCharge(input, operatorActor(operator, ip));
  revalidatePath("/operator/customers/[id]", "page");
});

/** For platforms that cannot tell it themselves: terms that wait for the first login begin. */
export const recordLogin = operatorAction(
  MAY["subscriptions.write"],
  recordFirstLoginInput.omit({ at: true }),
  async ({ input, operator, ip }) => {
    await recordFirstLogin(input, operatorActor(operator, ip));
    revalidatePath(`/operator/customers/${input.customerId}`);
  },
);

/** Answers with the new login, to be read out once. */
export const resetLogin = confirmedAction(
  MAY["customers.credentials"],
  renewServiceLoginInput,
  ({ input, operator, ip }): Promise<ServiceLogin> => renewServiceLogin(input, operatorActor(operator, ip)),
);

/** Answers with the link, to be read out or sent in another way. */
export const methodLink = operatorAction(MAY["customers.methods"], sendMethodLinkInput, async ({ input, operator, ip }) => {
  const link = await sendMethodLink(input, operatorActor(operator, ip));
  revalidatePath(`/operator/customers/${input.customerId}`);
  return { link };
});
