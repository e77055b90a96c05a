"use client";
import { useTranslations } from "next-intl";
import { Input } from "#components/forms/controls.tsx";
import { Field } from "#components/forms/field.tsx";
import { Section } from "#components/ui/card.tsx";
import type { Settings } from "#lib/settings/schema.ts";
import type { FormAction } from "#lib/web/forms/action.ts";
import { SettingsForm } from "./settings-form.tsx";

type Props = Pick<Settings, "dunning" | "reminders"> & { action: FormAction<void>; readOnly: boolean };

/** When failed renewals are tried again, how long access lasts meanwhile, and when viewers are reminded. */
export function RenewalsForm({ dunning, reminders, action, readOnly }: Props) {
  const t = useTranslations("operator-settings.renewals");
  const days = (name: "graceDays" | "suspendDays" | "renewalDaysBefore" | "trialDaysBefore", value: number, max: number) => (
    <Field name={name} label={t(name)} hint={t(`${name}Hint`)}>
      <Input type="number" min={0} max={max} inputMode="numeric" className="max-w-32" defaultValue={value} />
    </Field>
  );
  const listed = (name: "retryFunds" | "retryConfirmation" | "retryTechnical", value: number[] = []) => (
    <Field name={name} label={t(name)} hint={t(`${name}Hint`)}>
      <Input
        dir="ltr"
        inputMode="numeric"
        className="max-w-80"
        placeholder={dunning.retryAfterDays.join(", ")}
        defaultValue={value.join(", ")}
      />
    </Field>
  );
  return (
    <SettingsForm action={action} readOnly={readOnly}>
      <Section title={t("dunning")} description={t("dunningText")}>
        <div className="grid gap-5">
          <Field name="retryAfterDays" label={t("retryAfterDays")} hint={t("retryAfterDaysHint")} required>
            <Input dir="ltr" inputMode="numeric" className="max-w-80" defaultValue={dunning.retryAfterDays.join(", ")} />
          </Field>
          {listed("retryFunds", dunning.retryAfterDaysOf.funds)}
          {listed("retryConfirmation", dunning.retryAfterDaysOf.confirmation)}
          {listed("retryTechnical", dunning.retryAfterDaysOf.technical)}
          {days("graceDays", dunning.graceDays, 90)}
          {days("suspendDays", dunning.suspendDays, 365)}
        </div>
      </Section>
      <Section title={t("reminders")} description={t("remindersText")}>
        <div className="grid gap-5">
          {days("renewalDaysBefore", reminders.renewalDaysBefore, 60)}
          {days("trialDaysBefore", reminders.trialDaysBefore, 30)}
          <Field name="cardExpiryDaysBefore" label={t("cardExpiryDaysBefore")} hint={t("cardExpiryDaysBeforeHint")}>
            <Input dir="ltr" inputMode="numeric" className="max-w-80" defaultValue={reminders.cardExpiryDaysBefore.join(", ")} />
          </Field>
        </div>
      </Section>
    </SettingsForm>
  );
}
