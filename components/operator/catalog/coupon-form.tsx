"use client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Checkbox, RadioCards } from "#components/forms/choices.tsx";
import { Input } from "#components/forms/controls.tsx";
import { Field } from "#components/forms/field.tsx";
import { Form, useForm } from "#components/forms/form.tsx";
import { FormMessage } from "#components/forms/form-message.tsx";
import { SubmitButton } from "#components/forms/submit-button.tsx";
import { Alert } from "#components/ui/alert.tsx";
import { Section } from "#components/ui/card.tsx";
import type { FormAction } from "#lib/web/forms/action.ts";

/** A coupon as its form shows it: decimal texts and civil dates. */
export type EditableCoupon = {
  id?: string;
  code: string;
  name: string;
  discount: "percent" | "amount";
  percent: string;
  amounts: { currency: string; amount: string }[];
  duration: "ONCE" | "FOREVER";
  maxRedemptions: string;
  planIds: string[];
  startsOn: string;
  lastDay: string;
  redeemed: number;
};

type Props = { coupon: EditableCoupon; plans: { id: string; name: string }[]; action: FormAction<void>; readOnly: boolean };

export function CouponForm({ coupon, plans, action, readOnly }: Props) {
  const t = useTranslations("operator-coupons.form");
  const common = useTranslations("common");
  const fixed = coupon.redeemed > 0;
  return (
    <Form action={action} unsaved={common("unsaved")}>
      {coupon.id && <input type="hidden" name="id" value={coupon.id} />}
      <fieldset disabled={readOnly} className="grid max-w-3xl min-w-0 grid-cols-1 gap-6">
        <legend className="sr-only">{coupon.code || t("new")}</legend>
        <FormMessage done={t("saved")} />
        {readOnly && <Alert title={t("readOnly")} />}
        {fixed && !readOnly && <Alert title={t("fixed.title")}>{t("fixed.text", { count: coupon.redeemed })}</Alert>}
        <Section title={t("discountTitle")} description={t("discountText")}>
          <div className="grid gap-5">
            <div className="grid gap-4 sm:grid-cols-2">
              <Field name="code" label={t("code")} hint={t("codeHint")} required>
                <Input
                  dir="ltr"
                  maxLength={32}
                  autoComplete="off"
                  spellCheck={false}
                  readOnly={fixed}
                  className="font-mono uppercase"
                  defaultValue={coupon.code}
                />
              </Field>
              <Field name="name" label={t("name")} note={common("optional")} hint={t("nameHint")}>
                <Input dir="auto" maxLength={80} defaultValue={coupon.name} />
              </Field>
            </div>
            <Discount coupon={coupon} fixed={fixed} />
          </div>
        </Section>
        <Section title={t("limitsTitle")} description={t("limitsText")}>
          <div className="grid gap-5">
            <div className="grid gap-4 sm:grid-cols-3">
              <Field name="startsOn" label={t("startsOn")} note={common("optional")}>
                <Input type="date" defaultValue={coupon.startsOn} />
              </Field>
              <Field name="lastDay" label={t("lastDay")} note={common("optional")}>
                <Input type="date" defaultValue={coupon.lastDay} />
              </Field>
              <Field name="maxRedemptions" label={t("maxRedemptions")} note={common("optional")} hint={t("maxRedemptionsHint")}>
                <Input type="number" min={1} inputMode="numeric" defaultValue={coupon.maxRedemptions} />
              </Field>
            </div>
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
        {!readOnly && (
          <div>
            <SubmitButton>{coupon.id ? t("save") : t("create")}</SubmitButton>
          </div>
        )}
      </fieldset>
    </Form>
  );
}

/** What it takes off, and how often. Once redeemed, this is only shown (and sent along unchanged). */
function Discount({ coupon, fixed }: { coupon: EditableCoupon; fixed: boolean }) {
  const t = useTranslations("operator-coupons.form");
  const { state } = useForm();
  const [discount, setDiscount] = useState(coupon.discount);
  const missing = state.status === "refused" ? state.errors?.amounts : undefined;
  const choices = (["percent", "amount"] as const).map((value) => ({
    value,
    label: t(`kinds.${value}`),
    disabled: fixed && value !== coupon.discount,
  }));
  const durations = (["ONCE", "FOREVER"] as const).map((value) => ({
    value,
    label: t(`durations.${value}.label`),
    description: t(`durations.${value}.text`),
    disabled: fixed && value !== coupon.duration,
  }));
  return (
    <>
      <div onChange={(event) => isKind(event.target) && setDiscount(event.target.value as typeof discount)}>
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
      <RadioCards name="duration" legend={t("duration")} options={durations} defaultValue={coupon.duration} className="sm:grid-cols-2" />
    </>
  );
}

function isKind(target: EventTarget): target is HTMLInputElement {
  return target instanceof HTMLInputElement && target.name === "discount";
}
