"use server";
import { MAY } from "#lib/identity/roles.ts";
import { imageDataUrl } from "#lib/kernel/image.ts";
import { confirmedAction, operatorAction } from "#lib/web/action.ts";
import { uploadedFile } from "#lib/web/uploaded-file.ts";
import { brandForm, companyForm, contentForm, invoicingForm, legalForm, marketForm, renewalsForm, securityForm } from "./forms.ts";
import { saveSection } from "./save-section.ts";

const owner = MAY["settings.write"];

export const saveBrand = operatorAction(owner, brandForm, async ({ input: { removeLogo, ...input }, form, operator, ip }) => {
  const upload = await uploadedFile(form, "logoFile");
  const logo = upload ? imageDataUrl(upload, ["png", "svg", "webp"], "logoFile") : removeLogo ? "" : undefined;
  await saveSection("brand", logo === undefined ? input : { ...input, logo }, { operator, ip });
});

export const saveContent = operatorAction(owner, contentForm, ({ input, operator, ip }) => saveSection("brand", input, { operator, ip }));

export const saveLegal = operatorAction(owner, legalForm, ({ input, operator, ip }) => saveSection("brand", input, { operator, ip }));

export const saveCompany = operatorAction(owner, companyForm, ({ input, operator, ip }) => saveSection("company", input, { operator, ip }));

export const saveInvoicing = operatorAction(owner, invoicingForm, ({ input, operator, ip }) =>
  saveSection("invoicing", input, { operator, ip }),
);

export const saveMarket = operatorAction(owner, marketForm, ({ input, operator, ip }) => saveSection("market", input, { operator, ip }));

export const saveRenewals = operatorAction(owner, renewalsForm, async ({ input, operator, ip }) => {
  const { retryAfterDays, graceDays, ...reminders } = input;
  await saveSection("dunning", { retryAfterDays, graceDays }, { operator, ip });
  await saveSection("reminders", reminders, { operator, ip });
});

export const saveSecurity = confirmedAction(owner, securityForm, ({ input, operator, ip }) =>
  saveSection("security", input, { operator, ip }),
);
