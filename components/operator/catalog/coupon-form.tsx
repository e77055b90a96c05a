"use client";
import { useTranslations } from "next-intl";
import { Input } from "#components/forms/controls.tsx";
import { Field } from "#components/forms/field.tsx";
import { Form } from "#components/forms/form.tsx";
import { FormMessage } from "#components/forms/form-message.tsx";
import { SubmitButton } from "#components/forms/submit-button.tsx";
import { Alert } from "#components/ui/alert.tsx";
import { Section } from "#components/ui/card.tsx";
import type { FormAction } from "#lib/web/forms/action.ts";
import { CouponDiscount } from "./coupon-discount.tsx";
import { CouponLimits } from "./coupon-limits.tsx";

/** A coupon as its form shows it: decimal texts and civil dates. */
export type EditableCoupon = {
  id?: string;
  code: string;
  name: string;
  discount: "percent" | "amount";
  percent: string;
  amounts: { currency: string; amount: string }[];
  duration: "ONCE" | "REPEATING" | "FOREVER";
  cycles: string;
  maxRedemptions: string;
  maxPerViewer: string;
  firstPurchase: boolean;
  onlyBatches: boolean;
  planIds: string[];
  countries: string[];
  startsOn: string;
  lastDay: string;
  redeemed: number;
};

type Props = {
  coupon: EditableCoupon;
  plans: { id: string; name: string }[];
  countries: { code: string; name: string }[];
  action: FormAction<void>;
  readOnly: boolean;
};

export function CouponForm({ coupon, plans, countries, action, readOnly }: Props) {
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
            <CouponDiscount coupon={coupon} fixed={fixed} />
          </div>
        </Section>
        <CouponLimits coupon={coupon} plans={plans} countries={countries} />
        {!readOnly && (
          <div>
            <SubmitButton>{coupon.id ? t("save") : t("create")}</SubmitButton>
          </div>
        )}
      </fieldset>
    </Form>
  );
}
