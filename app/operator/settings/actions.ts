"use server";
import { changeCompany } from "#lib/catalog/change-company.ts";
import { operatorActor } from "#lib/identity/actor.ts";
import { MAY } from "#lib/identity/roles.ts";
import { imageDataUrl } from "#lib/kernel/image.ts";
import { type ChangeSettingsInput, changeSettings } from "#lib/settings/change-settings.ts";
import { LOGO_KINDS } from "#lib/settings/schema.ts";
import { confirmedAction, operatorAction } from "#lib/web/forms/action.ts";
import { uploadedFile } from "#lib/web/forms/uploaded-file.ts";
import { changeShop } from "#lib/web/shop/change-shop.ts";
import {
  balanceForm,
  brandForm,
  changesForm,
  companyForm,
  contentForm,
  invoicingForm,
  leavingForm,
  legalForm,
  marketForm,
  renewalsForm,
  securityForm,
} from "./forms.ts";

const owner = MAY["settings.write"];

export const saveBrand = operatorAction(owner, brandForm, async ({ input: { removeLogo, ...input }, form, operator, ip }) => {
  const upload = await uploadedFile(form, "logoFile");
  const logo = upload ? imageDataUrl(upload, LOGO_KINDS, "logoFile") : removeLogo ? "" : undefined;
  await save({ brand: logo === undefined ? input : { ...input, logo } }, { operator, ip });
});

export const saveContent = operatorAction(owner, contentForm, ({ input, ...by }) => save({ brand: input }, by));

export const saveLegal = operatorAction(owner, legalForm, ({ input, ...by }) => save({ brand: input }, by));

export const saveCompany = operatorAction(owner, companyForm, ({ input, operator, ip }) =>
  changeShop(() => changeCompany(input, operatorActor(operator, ip))),
);

export const saveInvoicing = operatorAction(owner, invoicingForm, ({ input, ...by }) => save({ invoicing: input }, by));

export const saveMarket = operatorAction(owner, marketForm, ({ input, ...by }) => save({ market: input }, by));

export const saveRenewals = operatorAction(owner, renewalsForm, ({ input, ...by }) => {
  const { retryAfterDays, retryFunds, retryConfirmation, retryTechnical, graceDays, suspendDays, ...reminders } = input;
  const retryAfterDaysOf = { ...retryFunds, ...retryConfirmation, ...retryTechnical };
  return save({ dunning: { retryAfterDays, retryAfterDaysOf, graceDays, suspendDays }, reminders }, by);
});

export const saveChanges = operatorAction(owner, changesForm, ({ input, ...by }) => {
  const { pausedByViewers: byViewers, pausedAtOnce: atOnce, maxDays, perYear, ...changes } = input;
  return save({ changes, pauses: { byViewers, atOnce, maxDays, perYear } }, by);
});

export const saveLeaving = operatorAction(owner, leavingForm, ({ input, ...by }) => save({ leaving: input }, by));

export const saveBalance = operatorAction(owner, balanceForm, ({ input, ...by }) => save({ balance: input }, by), {
  decimals: /^topUps\./,
});

export const saveSecurity = confirmedAction(owner, securityForm, ({ input, ...by }) => save({ security: input }, by));

function save(parts: ChangeSettingsInput, { operator, ip }: { operator: { id: string; name: string }; ip: string | null }): Promise<void> {
  return changeShop(() => changeSettings(parts, operatorActor(operator, ip)));
}
