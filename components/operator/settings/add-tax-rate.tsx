"use client";
import { useTranslations } from "next-intl";
import { useRef } from "react";
import { Input, Select } from "#components/forms/controls.tsx";
import { Field } from "#components/forms/field.tsx";
import { Form } from "#components/forms/form.tsx";
import { FormMessage } from "#components/forms/form-message.tsx";
import { SubmitButton } from "#components/forms/submit-button.tsx";
import type { FormAction } from "#lib/web/forms/action.ts";

type Props = { countries: string; country: string; today: string; action: FormAction<void> };

export function AddTaxRate({ countries, country, today, action }: Props) {
  const t = useTranslations("operator-settings.taxes");
  const rate = useRef<HTMLInputElement>(null);
  const clear = () => {
    if (rate.current) rate.current.value = "";
  };
  return (
    <Form action={action} onDone={clear} className="grid gap-4">
      <FormMessage done={t("added")} />
      <div className="grid items-start gap-4 sm:grid-cols-2 xl:grid-cols-[2fr_1fr_1fr_1fr_auto]">
        <Field name="country" label={t("country")}>
          <Select defaultValue={country} options={countries} />
        </Field>
        <Field name="name" label={t("name")} required>
          <Input maxLength={40} defaultValue="VAT" />
        </Field>
        <Field name="rate" label={t("rate")} required>
          <Input ref={rate} inputMode="decimal" dir="ltr" autoComplete="off" placeholder="19" />
        </Field>
        <Field name="validFrom" label={t("validFrom")} required>
          <Input type="date" defaultValue={today} />
        </Field>
        <SubmitButton className="min-h-11 xl:mt-6.5">{t("addButton")}</SubmitButton>
      </div>
    </Form>
  );
}
