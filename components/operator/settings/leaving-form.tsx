"use client";
import { useTranslations } from "next-intl";
import { RadioCards } from "#components/forms/choices.tsx";
import { Section } from "#components/ui/card.tsx";
import type { Settings } from "#lib/settings/schema.ts";
import type { FormAction } from "#lib/web/forms/action.ts";
import { SettingsForm } from "./settings-form.tsx";

const CHOICES = { atOnce: ["no", "unrefunded", "refunded"], refundTo: ["method", "balance"] } as const;

type Props = Pick<Settings, "leaving"> & { action: FormAction<void>; readOnly: boolean };

/** How viewers leave, and what they get back. */
export function LeavingForm({ leaving, action, readOnly }: Props) {
  const t = useTranslations("operator-settings.leaving");
  const cards = (name: keyof typeof CHOICES, className: string) => (
    <RadioCards
      name={name}
      legend={t(name)}
      defaultValue={leaving[name]}
      className={className}
      options={CHOICES[name].map((value) => ({
        value,
        label: t(`choices.${name}.${value}.label` as "choices.atOnce.no.label"),
        description: t(`choices.${name}.${value}.text` as "choices.atOnce.no.text"),
      }))}
    />
  );
  return (
    <SettingsForm action={action} readOnly={readOnly}>
      <Section title={t("title")} description={t("text")}>
        <div className="grid gap-6">
          {cards("atOnce", "md:grid-cols-3")}
          {cards("refundTo", "md:grid-cols-2")}
        </div>
      </Section>
    </SettingsForm>
  );
}
