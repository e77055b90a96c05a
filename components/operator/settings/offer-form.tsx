"use client";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { Checkbox } from "#components/forms/choices.tsx";
import { Input, Select } from "#components/forms/controls.tsx";
import { Field } from "#components/forms/field.tsx";
import { PickMany } from "#components/operator/pick-many.tsx";
import { Section } from "#components/ui/card.tsx";
import type { OfferRule } from "#lib/settings/offer-rule.ts";
import type { FormAction } from "#lib/web/forms/action.ts";
import { SettingsForm } from "./settings-form.tsx";

type Named = { code: string; name: string };
type Props = {
  gateway: { id: string; label: string };
  rule: OfferRule;
  /** As typed: decimals in the currency. */
  amounts: { currency: string; least: string; most: string }[];
  countries: Named[];
  plans: Named[];
  action: FormAction<void>;
  readOnly: boolean;
};

/** To whom a gateway is offered: where they live, in which currencies, for which plans, and from which amount to which. */
export function OfferForm({ gateway, rule, amounts, countries, plans, action, readOnly }: Props) {
  const t = useTranslations("operator-settings.gateways.offer");
  return (
    <SettingsForm action={action} readOnly={readOnly}>
      <input type="hidden" name="gateway" value={gateway.id} />
      <div>
        <Link href="/operator/settings/gateways" className="text-sm text-muted hover:text-ink">
          <span aria-hidden className="inline-block rtl:-scale-x-100">
            ←
          </span>{" "}
          {t("back")}
        </Link>
        <h2 className="mt-1 text-lg font-semibold">{t("heading", { gateway: gateway.label })}</h2>
        <p className="mt-1 max-w-prose text-sm text-muted">{t("text")}</p>
      </div>
      <Section title={t("countries.title")}>
        <Listed of="countries" are={rule.countriesAre} options={countries} chosen={rule.countries} />
      </Section>
      {plans.length > 0 && (
        <Section title={t("plans.title")} description={t("plans.text")}>
          <Listed of="plans" are={rule.plansAre} options={plans} chosen={rule.plans} />
        </Section>
      )}
      <Section title={t("money.title")} description={t("money.text")}>
        <div className="grid gap-5">
          {amounts.map(({ currency, least, most }) => (
            <fieldset key={currency} className="grid gap-3 sm:grid-cols-[8rem_1fr_1fr] sm:items-end">
              <legend className="sr-only">{currency}</legend>
              <Checkbox
                name="offer.currencies"
                value={currency}
                label={<bdi>{currency}</bdi>}
                defaultChecked={rule.currencies.length === 0 || rule.currencies.includes(currency)}
              />
              <Field name={`offer.amounts.${currency}.least`} label={t("money.least", { currency })}>
                <Input inputMode="decimal" dir="ltr" defaultValue={least} />
              </Field>
              <Field name={`offer.amounts.${currency}.most`} label={t("money.most", { currency })}>
                <Input inputMode="decimal" dir="ltr" defaultValue={most} />
              </Field>
            </fieldset>
          ))}
        </div>
      </Section>
    </SettingsForm>
  );
}

/** A list, and whether it names those that are meant or those that are not. */
function Listed({
  of,
  are,
  options,
  chosen,
}: {
  of: "countries" | "plans";
  are: OfferRule["plansAre"];
  options: Named[];
  chosen: string[];
}) {
  const t = useTranslations("operator-settings.gateways.offer");
  return (
    <div className="grid gap-4">
      <Field name={`offer.${of}Are`} label={t("are.label")} className="max-w-80">
        <Select defaultValue={are}>
          <option value="only">{t("are.only")}</option>
          <option value="except">{t("are.except")}</option>
        </Select>
      </Field>
      <PickMany
        name={`offer.${of}`}
        label={t(`${of}.label`)}
        filterLabel={t(`${of}.filter`)}
        options={options}
        chosen={chosen}
        summary={(count, names) => (count === 0 ? t(`${of}.all`) : t(`${of}.some`, { count, names }))}
        presets={[{ label: t("clear"), apply: () => [] }]}
        codes={of === "countries"}
      />
    </div>
  );
}
