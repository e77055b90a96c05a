"use client";
import { useTranslations } from "next-intl";
import { RadioCards, Switch } from "#components/forms/choices.tsx";
import { Input } from "#components/forms/controls.tsx";
import { Field } from "#components/forms/field.tsx";
import { Section } from "#components/ui/card.tsx";
import type { Settings } from "#lib/settings/schema.ts";
import type { FormAction } from "#lib/web/forms/action.ts";
import { SettingsForm } from "./settings-form.tsx";

const CHOICES = {
  upgrades: ["prorated", "anew", "renewal"],
  downgrades: ["prorated", "anew", "renewal"],
  proration: ["second", "day"],
  credit: ["next_invoice", "balance", "refund"],
} as const;

type Props = Pick<Settings, "changes" | "pauses"> & { action: FormAction<void>; readOnly: boolean };

/** When plans are changed, how the rest of a period is counted, what becomes of a credit; how long, and how often, subscriptions are paused. */
export function ChangesForm({ changes, pauses, action, readOnly }: Props) {
  const t = useTranslations("operator-settings.changes");
  const pause = useTranslations("operator-settings.pauses");
  const cards = (name: keyof typeof CHOICES, texts: "time" | "proration" | "credit", className: string) => (
    <RadioCards
      key={name}
      name={name}
      legend={t(name)}
      defaultValue={changes[name]}
      className={className}
      options={CHOICES[name].map((value) => ({
        value,
        label: t(`choices.${texts}.${value}.label` as "choices.time.prorated.label"),
        description: t(`choices.${texts}.${value}.text` as "choices.time.prorated.text"),
      }))}
    />
  );
  return (
    <SettingsForm action={action} readOnly={readOnly}>
      <Section title={t("title")} description={t("text")}>
        <div className="grid gap-6">
          <Switch name="byViewers" label={t("byViewers")} hint={t("byViewersHint")} defaultChecked={changes.byViewers} />
          {cards("upgrades", "time", "md:grid-cols-3")}
          {cards("downgrades", "time", "md:grid-cols-3")}
        </div>
      </Section>
      <Section title={t("amounts")} description={t("amountsText")}>
        <div className="grid gap-6">
          {cards("proration", "proration", "md:grid-cols-2")}
          {cards("credit", "credit", "md:grid-cols-3")}
        </div>
      </Section>
      <Section title={pause("title")} description={pause("text")}>
        <div className="grid gap-5">
          <Switch name="pausedByViewers" label={pause("byViewers")} hint={pause("byViewersHint")} defaultChecked={pauses.byViewers} />
          <Switch name="pausedAtOnce" label={pause("atOnce")} hint={pause("atOnceHint")} defaultChecked={pauses.atOnce} />
          <Field name="maxDays" label={pause("maxDays")} hint={pause("maxDaysHint")} required>
            <Input type="number" min={1} max={730} inputMode="numeric" className="max-w-32" defaultValue={pauses.maxDays} />
          </Field>
          <Field name="perYear" label={pause("perYear")} hint={pause("perYearHint")} required>
            <Input type="number" min={1} max={12} inputMode="numeric" className="max-w-32" defaultValue={pauses.perYear} />
          </Field>
        </div>
      </Section>
    </SettingsForm>
  );
}
