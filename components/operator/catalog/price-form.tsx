"use client";
import { useTranslations } from "next-intl";
import { Checkbox } from "#components/forms/choices.tsx";
import { Input, Select } from "#components/forms/controls.tsx";
import { Field } from "#components/forms/field.tsx";
import { Form, useForm } from "#components/forms/form.tsx";
import { FormMessage } from "#components/forms/form-message.tsx";
import { DialogSubmit } from "#components/operator/dialog-submit.tsx";
import { Alert } from "#components/ui/alert.tsx";
import { cx } from "#components/ui/class-names.ts";
import type { FormAction } from "#lib/web/forms/action.ts";

/** A payment plan as its form shows it; amounts are decimal texts. */
export type EditablePrice = {
  id?: string;
  planId: string;
  interval: "DAY" | "WEEK" | "MONTH" | "YEAR";
  intervalCount: number;
  trialDays: number;
  billingDay: number | null;
  taxIncluded: boolean;
  amounts: { currency: string; amount: string; setupFee: string }[];
  /** Ever sold: a change archives it and adds a new one. */
  sold: boolean;
  subscriptions: number;
};

type Props = { price: EditablePrice; action: FormAction<{ replaced: boolean }> };

/** Length, amounts by currency, trial and tax of a payment plan. */
export function PriceForm({ price, action }: Props) {
  const t = useTranslations("operator-plans.price");
  const common = useTranslations("common");
  return (
    <Form action={action} unsaved={common("unsaved")} className="grid gap-5">
      <input type="hidden" name="planId" value={price.planId} />
      {price.id && <input type="hidden" name="id" value={price.id} />}
      <FormMessage />
      {price.sold && (
        <Alert tone="info" title={t("sold.title")}>
          {t("sold.text", { count: price.subscriptions })}
        </Alert>
      )}
      <div className="grid grid-cols-[6rem_1fr] gap-3">
        <Field name="intervalCount" label={t("count")} required>
          <Input type="number" min={1} max={366} inputMode="numeric" defaultValue={price.intervalCount} />
        </Field>
        <Field name="interval" label={t("unit")}>
          <Select defaultValue={price.interval}>
            {(["DAY", "WEEK", "MONTH", "YEAR"] as const).map((unit) => (
              <option key={unit} value={unit}>
                {t(`units.${unit}`)}
              </option>
            ))}
          </Select>
        </Field>
      </div>
      <Amounts price={price} />
      <Checkbox name="taxIncluded" label={t("taxIncluded")} hint={t("taxIncludedHint")} defaultChecked={price.taxIncluded} />
      <Field name="trialDays" label={t("trialDays")} hint={t("trialDaysHint")}>
        <Input type="number" min={0} max={366} inputMode="numeric" defaultValue={price.trialDays} className="max-w-32" />
      </Field>
      <Field name="billingDay" label={t("billingDay")} note={common("optional")} hint={t("billingDayHint")}>
        <Input type="number" min={1} max={31} inputMode="numeric" defaultValue={price.billingDay ?? ""} className="max-w-32" />
      </Field>
      <DialogSubmit>{price.sold ? t("replace") : price.id ? t("save") : t("add")}</DialogSubmit>
    </Form>
  );
}

function Amounts({ price }: { price: EditablePrice }) {
  const t = useTranslations("operator-plans.price");
  const { state } = useForm();
  const error = state.status === "refused" ? state.errors?.amounts : undefined;
  return (
    <fieldset>
      <legend className="text-sm font-medium">{t("amounts")}</legend>
      <p className="mb-3 text-sm text-muted">{t("amountsHint")}</p>
      <div className="grid gap-3">
        {price.amounts.map(({ currency, amount, setupFee }, index) => (
          <div key={currency} className="grid grid-cols-[3rem_1fr_1fr] items-start gap-3">
            <span aria-hidden className={cx("text-sm font-semibold", index === 0 ? "pt-9.5" : "pt-3")}>
              {currency}
            </span>
            <Field name={`amounts.${currency}.amount`} label={<Labelled text={t("amount")} currency={currency} />} hideLabel={index > 0}>
              <Input inputMode="decimal" autoComplete="off" dir="ltr" defaultValue={amount} aria-invalid={error ? true : undefined} />
            </Field>
            <Field
              name={`amounts.${currency}.setupFee`}
              label={<Labelled text={t("setupFee")} currency={currency} />}
              hideLabel={index > 0}
            >
              <Input inputMode="decimal" autoComplete="off" dir="ltr" defaultValue={setupFee} />
            </Field>
          </div>
        ))}
      </div>
      {error && (
        <p role="alert" className="mt-2 text-sm font-medium text-negative">
          {error}
        </p>
      )}
    </fieldset>
  );
}

/** The currency stands beside the row for the eye; here it is said. */
function Labelled({ text, currency }: { text: string; currency: string }) {
  return (
    <>
      {text} <span className="sr-only">{currency}</span>
    </>
  );
}
