"use client";
import { useTranslations } from "next-intl";
import { Switch } from "#components/forms/choices.tsx";
import { Input } from "#components/forms/controls.tsx";
import { Field } from "#components/forms/field.tsx";
import { Section } from "#components/ui/card.tsx";
import type { Settings } from "#lib/settings/schema.ts";
import type { FormAction } from "#lib/web/forms/action.ts";
import { SettingsForm } from "./settings-form.tsx";

/** With the most that each may be. */
const LIMITS = [
  ["checkAfterTries", 1000],
  ["checkAfterTriesPerNetwork", 100_000],
  ["checkAfterDeclines", 100],
  ["refuseAfterTries", 10_000],
] as const;

/** What is asked of operators who sign in, and of viewers who try to pay again and again. */
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
      <Section title={t("payTitle")} description={t("payText")}>
        <div className="grid gap-5">
          {LIMITS.map(([name, max]) => (
            <Field key={name} name={name} label={t(name)} hint={t(`${name}Hint`)} required>
              <Input type="number" min={1} max={max} inputMode="numeric" className="max-w-32" defaultValue={security[name]} />
            </Field>
          ))}
        </div>
      </Section>
    </SettingsForm>
  );
}
