"use client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Checkbox } from "#components/forms/choices.tsx";
import { Select } from "#components/forms/controls.tsx";
import { Field } from "#components/forms/field.tsx";
import { useForm } from "#components/forms/form.tsx";
import { PickMany } from "#components/operator/pick-many.tsx";
import { Section } from "#components/ui/card.tsx";
import type { Settings } from "#lib/settings/schema.ts";
import type { FormAction } from "#lib/web/forms/action.ts";
import { SettingsForm } from "./settings-form.tsx";

type Named = { code: string; name: string };
type Props = { market: Settings["market"]; currencies: Named[]; languages: Named[]; action: FormAction<void>; readOnly: boolean };

/** The currencies and languages viewers may choose from, and the one they begin with. */
export function MarketForm({ market, currencies, languages, action, readOnly }: Props) {
  const t = useTranslations("operator-settings.market");
  const [offered, setOffered] = useState(market.currencies);
  return (
    <SettingsForm action={action} readOnly={readOnly}>
      <Section title={t("currencies")} description={t("currenciesText")}>
        <div className="grid gap-5">
          <PickMany
            name="currencies"
            label={t("offered")}
            filterLabel={t("filter")}
            options={currencies}
            chosen={market.currencies}
            summary={(count, names) => (count === 0 ? t("none") : t("some", { count, names }))}
            onPick={setOffered}
          />
          <Field name="defaultCurrency" label={t("defaultCurrency")} hint={t("defaultCurrencyHint")} className="max-w-80">
            <Select defaultValue={market.defaultCurrency}>
              {currencies
                .filter(({ code }) => offered.includes(code))
                .map(({ code, name }) => (
                  <option key={code} value={code}>
                    {name} ({code})
                  </option>
                ))}
            </Select>
          </Field>
        </div>
      </Section>
      <Section title={t("languages")} description={t("languagesText")}>
        <div className="grid gap-5">
          <Languages languages={languages} chosen={market.locales} />
          <Field name="defaultLocale" label={t("defaultLocale")} hint={t("defaultLocaleHint")} className="max-w-80">
            <Select defaultValue={market.defaultLocale}>
              {languages.map(({ code, name }) => (
                <option key={code} value={code}>
                  {name}
                </option>
              ))}
            </Select>
          </Field>
        </div>
      </Section>
    </SettingsForm>
  );
}

function Languages({ languages, chosen }: { languages: Named[]; chosen: string[] }) {
  const t = useTranslations("operator-settings.market");
  const { state } = useForm();
  const error = state.status === "refused" ? state.errors?.locales : undefined;
  return (
    <fieldset>
      <legend className="mb-1 text-sm font-medium">{t("offeredLanguages")}</legend>
      {languages.map(({ code, name }) => (
        <Checkbox key={code} name="locales" value={code} label={<span lang={code}>{name}</span>} defaultChecked={chosen.includes(code)} />
      ))}
      {error && <p className="text-sm font-medium text-negative">{error}</p>}
    </fieldset>
  );
}
