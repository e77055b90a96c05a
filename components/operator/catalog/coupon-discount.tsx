"use client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { RadioCards } from "#components/forms/choices.tsx";
import { Input } from "#components/forms/controls.tsx";
import { Field } from "#components/forms/field.tsx";
import { useForm } from "#components/forms/form.tsx";
import type { EditableCoupon } from "./coupon-form.tsx";

/** What it takes off, and how often. Once redeemed, this is only shown (and sent along unchanged). */
export function CouponDiscount({ coupon, fixed }: { coupon: EditableCoupon; fixed: boolean }) {
  const t = useTranslations("operator-coupons.form");
  const { state } = useForm();
  const [discount, setDiscount] = useState(coupon.discount);
  const [duration, setDuration] = useState(coupon.duration);
  const missing = state.status === "refused" ? state.errors?.amounts : undefined;
  const choices = (["percent", "amount"] as const).map((value) => ({
    value,
    label: t(`kinds.${value}`),
    disabled: fixed && value !== coupon.discount,
  }));
  const durations = (["ONCE", "REPEATING", "FOREVER"] as const).map((value) => ({
    value,
    label: t(`durations.${value}.label`),
    description: t(`durations.${value}.text`),
    disabled: fixed && value !== coupon.duration,
  }));
  return (
    <>
      <div onChange={(event) => isNamed(event.target, "discount") && setDiscount(event.target.value as typeof discount)}>
        <RadioCards name="discount" legend={t("kind")} options={choices} defaultValue={coupon.discount} className="sm:grid-cols-2" />
      </div>
      {discount === "percent" ? (
        <Field name="percent" label={t("percent")} hint={t("percentHint")} required className="max-w-40">
          <Input inputMode="decimal" dir="ltr" autoComplete="off" readOnly={fixed} defaultValue={coupon.percent} />
        </Field>
      ) : (
        <fieldset>
          <legend className="mb-2 text-sm text-muted">{t("amountsHint")}</legend>
          <div className="grid gap-3 sm:grid-cols-3">
            {coupon.amounts.map(({ currency, amount }) => (
              <Field key={currency} name={`amounts.${currency}`} label={t("amountIn", { currency })}>
                <Input
                  inputMode="decimal"
                  dir="ltr"
                  autoComplete="off"
                  readOnly={fixed}
                  defaultValue={amount}
                  aria-invalid={missing ? true : undefined}
                />
              </Field>
            ))}
          </div>
          {missing && <p className="mt-2 text-sm font-medium text-negative">{missing}</p>}
        </fieldset>
      )}
      <div onChange={(event) => isNamed(event.target, "duration") && setDuration(event.target.value as typeof duration)}>
        <RadioCards name="duration" legend={t("duration")} options={durations} defaultValue={coupon.duration} className="sm:grid-cols-3" />
      </div>
      {duration === "REPEATING" && (
        <Field name="cycles" label={t("cycles")} hint={t("cyclesHint")} required className="max-w-60">
          <Input type="number" min={2} max={120} inputMode="numeric" readOnly={fixed} defaultValue={coupon.cycles} />
        </Field>
      )}
    </>
  );
}

function isNamed(target: EventTarget, name: string): target is HTMLInputElement {
  return target instanceof HTMLInputElement && target.name === name;
}
