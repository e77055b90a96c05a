"use client";
import { useTranslations } from "next-intl";
import { Input } from "#components/forms/controls.tsx";
import { Field } from "#components/forms/field.tsx";
import { Section } from "#components/ui/card.tsx";
import type { FormAction } from "#lib/web/forms/action.ts";
import { SettingsForm } from "./settings-form.tsx";

const PLACES = [0, 1, 2, 3];

/** As typed: decimals in the currency. */
export type TypedTopUps = { currency: string; amounts: string[]; most: string };

type Props = { topUps: TypedTopUps[]; action: FormAction<void>; readOnly: boolean };

/** What viewers may pay onto their balance, in each currency. */
export function BalanceForm({ topUps, action, readOnly }: Props) {
  const t = useTranslations("operator-settings.balance");
  return (
    <SettingsForm action={action} readOnly={readOnly}>
      <Section title={t("topUps")} description={t("topUpsText")}>
        <div className="grid gap-6 divide-y">
          {topUps.map(({ currency, amounts, most }) => (
            <fieldset key={currency} className="grid gap-4 not-last:pb-6">
              <legend className="mb-3 font-medium">
                <bdi>{currency}</bdi>
              </legend>
              <div className="grid grid-cols-2 gap-3 sm:grid-cols-4">
                {PLACES.map((place) => (
                  <Field key={place} name={`topUps.${currency}.amounts.a${place}`} label={t("amount", { place: place + 1 })}>
                    <Input inputMode="decimal" dir="ltr" defaultValue={amounts[place] ?? ""} />
                  </Field>
                ))}
              </div>
              <Field name={`topUps.${currency}.most`} label={t("most")} hint={t("mostHint")} className="max-w-sm">
                <Input inputMode="decimal" dir="ltr" defaultValue={most} />
              </Field>
            </fieldset>
          ))}
        </div>
      </Section>
    </SettingsForm>
  );
}
