"use client";
import { useTranslations } from "next-intl";
import { type CSSProperties, type FormEvent, useState } from "react";
import { Checkbox } from "#components/forms/choices.tsx";
import { Input } from "#components/forms/controls.tsx";
import { Field } from "#components/forms/field.tsx";
import { FileInput } from "#components/forms/file-input.tsx";
import { Section } from "#components/ui/card.tsx";
import type { Settings } from "#lib/settings/schema.ts";
import type { FormAction } from "#lib/web/forms/action.ts";
import { brandVariables } from "#lib/web/shop/brand-colors.ts";
import { ContrastCheck } from "./contrast-check.tsx";
import { SettingsForm } from "./settings-form.tsx";

type Props = { brand: Settings["brand"]; action: FormAction<void>; readOnly: boolean };

export function BrandForm({ brand, action, readOnly }: Props) {
  const t = useTranslations("operator-settings.brand");
  const [colors, setColors] = useState({ primaryColor: brand.primaryColor, accentColor: brand.accentColor });
  const follow = (event: FormEvent<HTMLFormElement>) => {
    const form = new FormData(event.currentTarget);
    setColors({ primaryColor: String(form.get("primaryColor")), accentColor: String(form.get("accentColor")) });
  };
  return (
    <SettingsForm action={action} readOnly={readOnly} onInput={follow}>
      <Section title={t("identity")} description={t("identityText")}>
        <div className="grid gap-5">
          <div className="grid gap-4 sm:grid-cols-2">
            <Field name="name" label={t("name")} required>
              <Input dir="auto" maxLength={60} defaultValue={brand.name} />
            </Field>
            <Field name="tagline" label={t("tagline")}>
              <Input dir="auto" maxLength={120} defaultValue={brand.tagline} />
            </Field>
          </div>
          <Logo logo={brand.logo} name={brand.name} />
        </div>
      </Section>
      <Section title={t("colors")} description={t("colorsText")}>
        <div className="grid gap-5">
          <div className="flex flex-wrap gap-6">
            {(["primaryColor", "accentColor"] as const).map((name) => (
              <Field key={name} name={name} label={t(name)} hint={<bdi className="figures font-mono text-xs">{colors[name]}</bdi>}>
                <Input type="color" className="h-11! w-24! cursor-pointer p-1!" defaultValue={brand[name]} />
              </Field>
            ))}
          </div>
          <div style={brandVariables(colors) as CSSProperties}>
            <ContrastCheck primaryColor={colors.primaryColor} />
          </div>
        </div>
      </Section>
      <Section title={t("contact")} description={t("contactText")}>
        <div className="grid gap-4 sm:grid-cols-2">
          <Field name="supportEmail" label={t("supportEmail")}>
            <Input type="email" dir="ltr" defaultValue={brand.supportEmail} />
          </Field>
          <Field name="supportPhone" label={t("supportPhone")}>
            <Input type="tel" dir="ltr" defaultValue={brand.supportPhone} />
          </Field>
          <Field name="appUrl" label={t("appUrl")} hint={t("appUrlHint")} className="sm:col-span-2">
            <Input type="url" dir="ltr" placeholder="https://" defaultValue={brand.appUrl} />
          </Field>
        </div>
      </Section>
    </SettingsForm>
  );
}

function Logo({ logo, name }: { logo: string; name: string }) {
  const t = useTranslations("operator-settings.brand");
  return (
    <div className="grid gap-3">
      {logo && (
        <div className="flex flex-wrap gap-3">
          {["bg-white", "bg-[#0b0c0f]"].map((ground) => (
            <div key={ground} className={`grid h-20 min-w-40 place-items-center rounded-control border px-4 ${ground}`}>
              <img src={logo} alt={t("logoOf", { name })} className="max-h-12 max-w-56" />
            </div>
          ))}
        </div>
      )}
      <Field name="logoFile" label={t("logo")} hint={t("logoHint")}>
        <FileInput accept="image/png,image/svg+xml,image/webp" className="max-w-lg" />
      </Field>
      {logo && <Checkbox name="removeLogo" label={t("removeLogo")} />}
    </div>
  );
}
