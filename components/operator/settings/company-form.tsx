"use client";
import { useTranslations } from "next-intl";
import { Checkbox } from "#components/forms/choices.tsx";
import { Input, Select } from "#components/forms/controls.tsx";
import { Field } from "#components/forms/field.tsx";
import { PickMany } from "#components/operator/pick-many.tsx";
import { Section } from "#components/ui/card.tsx";
import type { Settings } from "#lib/settings/schema.ts";
import type { FormAction } from "#lib/web/forms/action.ts";
import { SettingsForm } from "./settings-form.tsx";

const ROUNDINGS = ["rate", "line", "document"] as const;

type Props = {
  company: Settings["company"];
  countries: { code: string; name: string }[];
  countryOptions: string;
  timeZones: string[];
  action: FormAction<void>;
  readOnly: boolean;
};

/** The seller on invoices, and what decides tax and days. */
export function CompanyForm({ company, countries, countryOptions, timeZones, action, readOnly }: Props) {
  const t = useTranslations("operator-settings.company");
  const text = (name: "legalName" | "registration" | "addressLine1" | "addressLine2" | "postalCode" | "city", className?: string) => (
    <Field name={name} label={t(name)} className={className}>
      <Input dir="auto" defaultValue={company[name]} />
    </Field>
  );
  return (
    <SettingsForm action={action} readOnly={readOnly}>
      <Section title={t("title")} description={t("text")}>
        <div className="grid gap-4 sm:grid-cols-2">
          {text("legalName")}
          {text("registration")}
          {text("addressLine1", "sm:col-span-2")}
          {text("addressLine2", "sm:col-span-2")}
          {text("postalCode")}
          {text("city")}
          <Field name="country" label={t("country")}>
            <Select defaultValue={company.country} options={countryOptions} />
          </Field>
          <Field name="email" label={t("email")}>
            <Input type="email" dir="ltr" defaultValue={company.email} />
          </Field>
        </div>
      </Section>
      <Section title={t("tax")} description={t("taxText")}>
        <div className="grid gap-4">
          <Checkbox name="vatRegistered" label={t("vatRegistered")} hint={t("vatRegisteredHint")} defaultChecked={company.vatRegistered} />
          <Field name="vatId" label={t("vatId")} className="max-w-80">
            <Input dir="ltr" autoComplete="off" placeholder="DE123456789" defaultValue={company.vatId} />
          </Field>
          <Field name="taxRounding" label={t("taxRounding.label")} hint={t("taxRounding.hint")} className="max-w-80">
            <Select defaultValue={company.taxRounding}>
              {ROUNDINGS.map((where) => (
                <option key={where} value={where}>
                  {t(`taxRounding.${where}`)}
                </option>
              ))}
            </Select>
          </Field>
          <Checkbox name="homeVat" label={t("homeVat")} hint={t("homeVatHint")} defaultChecked={company.homeVat} />
          <Checkbox name="oneProof" label={t("oneProof")} hint={t("oneProofHint")} defaultChecked={company.oneProof} />
          <PickMany
            name="taxRegistrations"
            label={t("taxRegistrations.label")}
            filterLabel={t("taxRegistrations.filter")}
            options={countries}
            chosen={company.taxRegistrations}
            summary={(count, names) => (count === 0 ? t("taxRegistrations.none") : t("taxRegistrations.some", { names }))}
          />
        </div>
      </Section>
      <Section title={t("time")} description={t("timeText")}>
        <Field name="timeZone" label={t("timeZone")} className="max-w-80">
          <Select dir="ltr" defaultValue={company.timeZone}>
            {timeZones.map((zone) => (
              <option key={zone}>{zone}</option>
            ))}
          </Select>
        </Field>
      </Section>
    </SettingsForm>
  );
}
