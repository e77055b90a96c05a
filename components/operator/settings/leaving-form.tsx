"use client";
import { useTranslations } from "next-intl";
import { Input, Select } from "#components/forms/controls.tsx";
import { Field } from "#components/forms/field.tsx";
import { CANCEL_REASONS } from "#components/operator/cancel-reasons.ts";
import { useCountryChoices } from "#components/operator/country-choices.ts";
import { Section } from "#components/ui/card.tsx";
import type { SaveKind } from "#lib/settings/cancel-reasons.ts";
import type { Settings } from "#lib/settings/schema.ts";
import type { FormAction } from "#lib/web/forms/action.ts";
import { Rows } from "./rows.tsx";
import { SettingsForm } from "./settings-form.tsx";
import { WayCards } from "./way-cards.tsx";

const KINDS = ["cheaper", "discount", "pause"] as const satisfies SaveKind[];
const CHOICES = {
  atOnce: ["no", "unrefunded", "refunded"],
  refundTo: ["method", "balance"],
  withdrawalGivesBack: ["unused", "whole"],
} as const;

type Props = Pick<Settings, "leaving"> & { coupons: { id: string; code: string }[]; action: FormAction<void>; readOnly: boolean };

/** How viewers leave, and what they get back. */
export function LeavingForm({ leaving, coupons, action, readOnly }: Props) {
  const t = useTranslations("operator-settings.leaving");
  const { countries, countryName } = useCountryChoices();
  return (
    <SettingsForm action={action} readOnly={readOnly}>
      <Section title={t("title")} description={t("text")}>
        <div className="grid gap-6">
          <WayCards
            name="atOnce"
            legend={t("atOnce")}
            value={leaving.atOnce}
            ways={CHOICES.atOnce}
            text={(way, line) => t(`choices.atOnce.${way}.${line}`)}
            className="md:grid-cols-3"
          />
          <WayCards
            name="refundTo"
            legend={t("refundTo")}
            value={leaving.refundTo}
            ways={CHOICES.refundTo}
            text={(way, line) => t(`choices.refundTo.${way}.${line}`)}
            className="md:grid-cols-2"
          />
        </div>
      </Section>
      <Section title={t("save")} description={t("saveText")}>
        <div className="grid gap-6">
          <Rows name="saveOffers" rows={leaving.saveOffers} label={(place) => t("offerNumber", { place })} add={t("addOffer")}>
            {(row, prefix) => (
              <div className="grid gap-4 sm:grid-cols-3">
                <Choice
                  name={`${prefix}.reason`}
                  label={t("reason")}
                  value={row?.reason}
                  of={CANCEL_REASONS}
                  text={(of) => t(`reasons.${of}`)}
                />
                <Choice name={`${prefix}.kind`} label={t("kind")} value={row?.kind} of={KINDS} text={(of) => t(`kinds.${of}`)} />
                <CouponChoice
                  name={`${prefix}.couponId`}
                  coupons={coupons}
                  value={row?.couponId ?? ""}
                  none={t("noCoupon")}
                  label={t("coupon")}
                />
              </div>
            )}
          </Rows>
          <Field name="saveOfferDays" label={t("saveOfferDays")} className="max-w-xs">
            <Input inputMode="numeric" defaultValue={leaving.saveOfferDays} />
          </Field>
        </div>
      </Section>
      <Section title={t("winBack")} description={t("winBackText")}>
        <Rows name="winBack" rows={leaving.winBack} label={(place) => t("letterNumber", { place })} add={t("addLetter")}>
          {(row, prefix) => (
            <div className="grid gap-4 sm:grid-cols-3">
              <Field name={`${prefix}.afterDays`} label={t("afterDays")}>
                <Input inputMode="numeric" defaultValue={row?.afterDays ?? 30} />
              </Field>
              <CouponChoice
                name={`${prefix}.couponId`}
                coupons={coupons}
                value={row?.couponId ?? ""}
                none={t("noCoupon")}
                label={t("letterCoupon")}
              />
              <Field name={`${prefix}.validDays`} label={t("validDays")}>
                <Input inputMode="numeric" defaultValue={row?.validDays ?? 30} />
              </Field>
            </div>
          )}
        </Rows>
      </Section>
      <Section title={t("withdrawal")} description={t("withdrawalText")}>
        <div className="grid gap-6">
          <Field name="withdrawalDays" label={t("withdrawalDays")} hint={t("withdrawalDaysHint")} className="max-w-xs">
            <Input inputMode="numeric" defaultValue={leaving.withdrawalDays} />
          </Field>
          <Rows
            name="withdrawalDaysOf"
            rows={leaving.withdrawalDaysOf}
            label={(place) => t("countryNumber", { place })}
            add={t("addCountry")}
          >
            {(row, prefix) => (
              <div className="grid gap-4 sm:grid-cols-[2fr_1fr]">
                <Field name={`${prefix}.country`} label={t("country")}>
                  <Select defaultValue={row?.country ?? countries[0]}>
                    {countries.map((code) => (
                      <option key={code} value={code}>
                        {countryName(code)}
                      </option>
                    ))}
                  </Select>
                </Field>
                <Field name={`${prefix}.days`} label={t("days")}>
                  <Input inputMode="numeric" defaultValue={row?.days} />
                </Field>
              </div>
            )}
          </Rows>
          <WayCards
            name="withdrawalGivesBack"
            legend={t("withdrawalGivesBack")}
            value={leaving.withdrawalGivesBack}
            ways={CHOICES.withdrawalGivesBack}
            text={(way, line) => t(`choices.withdrawalGivesBack.${way}.${line}`)}
            className="md:grid-cols-2"
          />
        </div>
      </Section>
    </SettingsForm>
  );
}

type ChoiceProps<V extends string> = { name: string; label: string; value: V | undefined; of: readonly V[]; text: (of: V) => string };

function Choice<V extends string>({ name, label, value, of, text }: ChoiceProps<V>) {
  return (
    <Field name={name} label={label}>
      <Select defaultValue={value ?? of[0]}>
        {of.map((one) => (
          <option key={one} value={one}>
            {text(one)}
          </option>
        ))}
      </Select>
    </Field>
  );
}

type CouponProps = { name: string; label: string; value: string; none: string; coupons: Props["coupons"] };

function CouponChoice({ name, label, value, none, coupons }: CouponProps) {
  return (
    <Field name={name} label={label}>
      <Select defaultValue={value}>
        <option value="">{none}</option>
        {coupons.map(({ id, code }) => (
          <option key={id} value={id}>
            {code}
          </option>
        ))}
      </Select>
    </Field>
  );
}
