"use client";
import { useTranslations } from "next-intl";
import { Checkbox } from "#components/forms/choices.tsx";
import { Input } from "#components/forms/controls.tsx";
import { Field } from "#components/forms/field.tsx";
import { PickMany } from "#components/operator/pick-many.tsx";
import { Section } from "#components/ui/card.tsx";
import type { EditableCoupon } from "./coupon-form.tsx";

type Props = { coupon: EditableCoupon; plans: { id: string; name: string }[]; countries: { code: string; name: string }[] };

/** When, how often, by whom and for what it can be redeemed. */
export function CouponLimits({ coupon, plans, countries }: Props) {
  const t = useTranslations("operator-coupons.form");
  const common = useTranslations("common");
  return (
    <Section title={t("limitsTitle")} description={t("limitsText")}>
      <div className="grid gap-5">
        <div className="grid gap-4 sm:grid-cols-2">
          <Field name="startsOn" label={t("startsOn")} note={common("optional")}>
            <Input type="date" defaultValue={coupon.startsOn} />
          </Field>
          <Field name="lastDay" label={t("lastDay")} note={common("optional")}>
            <Input type="date" defaultValue={coupon.lastDay} />
          </Field>
          <Field name="maxRedemptions" label={t("maxRedemptions")} note={common("optional")} hint={t("maxRedemptionsHint")}>
            <Input type="number" min={1} inputMode="numeric" defaultValue={coupon.maxRedemptions} />
          </Field>
          <Field name="maxPerViewer" label={t("maxPerViewer")} hint={t("maxPerViewerHint")}>
            <Input type="number" min={1} max={1000} inputMode="numeric" defaultValue={coupon.maxPerViewer} />
          </Field>
        </div>
        <Checkbox name="firstPurchase" label={t("firstPurchase")} hint={t("firstPurchaseHint")} defaultChecked={coupon.firstPurchase} />
        <Checkbox name="onlyBatches" label={t("onlyBatches")} hint={t("onlyBatchesHint")} defaultChecked={coupon.onlyBatches} />
        <PickMany
          name="countries"
          label={t("countries.label")}
          filterLabel={t("countries.filter")}
          options={countries}
          chosen={coupon.countries}
          summary={(count, names) => (count === 0 ? t("countries.everywhere") : t("countries.some", { count, names }))}
          presets={[{ label: t("countries.clear"), apply: () => [] }]}
        />
        {plans.length > 0 && (
          <fieldset>
            <legend className="text-sm font-medium">{t("plans")}</legend>
            <p className="mb-1 text-sm text-muted">{t("plansHint")}</p>
            <div className="grid gap-x-4 sm:grid-cols-2">
              {plans.map((plan) => (
                <Checkbox
                  key={plan.id}
                  name="planIds"
                  value={plan.id}
                  label={plan.name}
                  defaultChecked={coupon.planIds.includes(plan.id)}
                />
              ))}
            </div>
          </fieldset>
        )}
      </div>
    </Section>
  );
}
