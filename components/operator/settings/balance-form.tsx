"use client";
import { useTranslations } from "next-intl";
import { Checkbox } from "#components/forms/choices.tsx";
import { Input } from "#components/forms/controls.tsx";
import { Field } from "#components/forms/field.tsx";
import { Section } from "#components/ui/card.tsx";
import type { FormAction } from "#lib/web/forms/action.ts";
import { SettingsForm } from "./settings-form.tsx";

const PLACES = [0, 1, 2, 3];

/** As typed: decimals in the currency. */
export type TypedTopUps = { currency: string; amounts: string[]; most: string };

type Kind = "goodwill" | "voucher" | "top_up";
const KINDS: Kind[] = ["goodwill", "voucher", "top_up"];

type Props = {
  topUps: TypedTopUps[];
  expiry: { currency: string; months: string; kinds: Kind[] }[];
  noticeDays: number;
  action: FormAction<void>;
  readOnly: boolean;
};

/** What viewers may pay onto their balance, and what of it expires when, in each currency. */
export function BalanceForm({ topUps, expiry, noticeDays, action, readOnly }: Props) {
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
      <Section title={t("expiry")} description={t("expiryText")}>
        <div className="grid gap-6">
          {expiry.map(({ currency, months, kinds }) => (
            <fieldset key={currency} className="grid gap-4 border-b pb-6">
              <legend className="mb-3 font-medium">
                <bdi>{currency}</bdi>
              </legend>
              <Field name={`expiry.${currency}.months`} label={t("months")} hint={t("monthsHint")} className="max-w-sm">
                <Input inputMode="numeric" dir="ltr" defaultValue={months} />
              </Field>
              <fieldset>
                <legend className="text-sm font-medium">{t("kinds")}</legend>
                {KINDS.map((kind) => (
                  <Checkbox
                    key={kind}
                    name={`expiry.${currency}.${kind}`}
                    label={t(`kind.${kind}`)}
                    defaultChecked={kinds.includes(kind)}
                  />
                ))}
              </fieldset>
            </fieldset>
          ))}
          <Field name="expiryNoticeDays" label={t("noticeDays")} hint={t("noticeDaysHint")} className="max-w-sm">
            <Input inputMode="numeric" dir="ltr" defaultValue={String(noticeDays)} />
          </Field>
        </div>
      </Section>
    </SettingsForm>
  );
}
