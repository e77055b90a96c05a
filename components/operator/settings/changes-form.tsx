"use client";
import { useTranslations } from "next-intl";
import { Switch } from "#components/forms/choices.tsx";
import { Input } from "#components/forms/controls.tsx";
import { Field } from "#components/forms/field.tsx";
import { Section } from "#components/ui/card.tsx";
import type { Settings } from "#lib/settings/schema.ts";
import type { FormAction } from "#lib/web/forms/action.ts";
import { SettingsForm } from "./settings-form.tsx";
import { WayCards } from "./way-cards.tsx";

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
  return (
    <SettingsForm action={action} readOnly={readOnly}>
      <Section title={t("title")} description={t("text")}>
        <div className="grid gap-6">
          <Switch name="byViewers" label={t("byViewers")} hint={t("byViewersHint")} defaultChecked={changes.byViewers} />
          <WayCards
            name="upgrades"
            legend={t("upgrades")}
            value={changes.upgrades}
            ways={CHOICES.upgrades}
            text={(way, line) => t(`choices.time.${way}.${line}`)}
            className="md:grid-cols-3"
          />
          <WayCards
            name="downgrades"
            legend={t("downgrades")}
            value={changes.downgrades}
            ways={CHOICES.downgrades}
            text={(way, line) => t(`choices.time.${way}.${line}`)}
            className="md:grid-cols-3"
          />
        </div>
      </Section>
      <Section title={t("amounts")} description={t("amountsText")}>
        <div className="grid gap-6">
          <WayCards
            name="proration"
            legend={t("proration")}
            value={changes.proration}
            ways={CHOICES.proration}
            text={(way, line) => t(`choices.proration.${way}.${line}`)}
            className="md:grid-cols-2"
          />
          <WayCards
            name="credit"
            legend={t("credit")}
            value={changes.credit}
            ways={CHOICES.credit}
            text={(way, line) => t(`choices.credit.${way}.${line}`)}
            className="md:grid-cols-3"
          />
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
