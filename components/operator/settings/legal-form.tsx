"use client";
import { useTranslations } from "next-intl";
import { Textarea } from "#components/forms/controls.tsx";
import { Field } from "#components/forms/field.tsx";
import { Section } from "#components/ui/card.tsx";
import type { Settings } from "#lib/settings/schema.ts";
import type { FormAction } from "#lib/web/forms/action.ts";
import { SettingsForm } from "./settings-form.tsx";

/** The texts viewers agree to, in Markdown. */
export function LegalForm({ brand, action, readOnly }: { brand: Settings["brand"]; action: FormAction<void>; readOnly: boolean }) {
  const t = useTranslations("operator-settings.legal");
  return (
    <SettingsForm action={action} readOnly={readOnly}>
      <Section title={t("title")} description={t("text")}>
        <div className="grid gap-5">
          {(["terms", "privacy", "imprint"] as const).map((name) => (
            <Field key={name} name={name} label={t(name)} hint={t(`${name}Hint`)}>
              <Textarea dir="auto" rows={12} className="font-mono text-sm" defaultValue={brand[name]} />
            </Field>
          ))}
        </div>
      </Section>
    </SettingsForm>
  );
}
