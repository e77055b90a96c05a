"use client";
import { useTranslations } from "next-intl";
import { Switch } from "#components/forms/choices.tsx";
import { Input } from "#components/forms/controls.tsx";
import { Field } from "#components/forms/field.tsx";
import { Section } from "#components/ui/card.tsx";
import type { Settings } from "#lib/settings/schema.ts";
import type { FormAction } from "#lib/web/forms/action.ts";
import { SettingsForm } from "./settings-form.tsx";

/** What is asked of operators who sign in. */
export function SecurityForm({ security, action, readOnly }: Pick<Settings, "security"> & { action: FormAction<void>; readOnly: boolean }) {
  const t = useTranslations("operator-settings.security");
  return (
    <SettingsForm action={action} readOnly={readOnly}>
      <Section title={t("title")} description={t("text")}>
        <div className="grid gap-5">
          <Switch
            name="requireSecondFactor"
            label={t("requireSecondFactor")}
            hint={t("requireSecondFactorHint")}
            defaultChecked={security.requireSecondFactor}
          />
          <Field name="idleMinutes" label={t("idleMinutes")} hint={t("idleMinutesHint")} required>
            <Input type="number" min={5} max={720} inputMode="numeric" className="max-w-32" defaultValue={security.idleMinutes} />
          </Field>
        </div>
      </Section>
    </SettingsForm>
  );
}
