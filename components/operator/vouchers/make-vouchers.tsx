"use client";
import { useTranslations } from "next-intl";
import { Input, Select } from "#components/forms/controls.tsx";
import { Field } from "#components/forms/field.tsx";
import { Form } from "#components/forms/form.tsx";
import { FormMessage } from "#components/forms/form-message.tsx";
import { SubmitButton } from "#components/forms/submit-button.tsx";
import { CurrencyField } from "#components/operator/currency-field.tsx";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { Plus } from "#components/ui/icons.tsx";
import type { FormAction } from "#lib/web/forms/action.ts";

type Props = { terms: { id: string; name: string }[]; currencies: string[]; action: FormAction<void> };

/** Makes a batch of vouchers. */
export function MakeVouchers({ terms, currencies, action }: Props) {
  const t = useTranslations("operator-vouchers.form");
  const common = useTranslations("common");
  const trigger = (
    <Button variant="primary">
      <Plus aria-hidden />
      {t("new")}
    </Button>
  );
  return (
    <Dialog trigger={trigger} title={t("new")}>
      <Form action={action} className="grid grid-cols-1 gap-4">
        <FormMessage />
        <div className="grid gap-4 sm:grid-cols-[1fr_7rem]">
          <Field name="name" label={t("name")} hint={t("nameHint")} required>
            <Input dir="auto" maxLength={80} />
          </Field>
          <Field name="count" label={t("count")} required>
            <Input type="number" min={1} max={1000} inputMode="numeric" defaultValue="50" />
          </Field>
        </div>
        <Field name="priceId" label={t("for")} hint={t("forHint")}>
          <Select defaultValue="">
            <option value="">{t("balance")}</option>
            {terms.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </Select>
        </Field>
        <div className="grid gap-4 sm:grid-cols-2">
          <Field name="amount" label={t("amount")} hint={t("amountHint")} required>
            <Input inputMode="decimal" dir="ltr" autoComplete="off" />
          </Field>
          <CurrencyField label={t("currency")} currencies={currencies} />
        </div>
        <Field name="lastDay" label={t("lastDay")} note={common("optional")}>
          <Input type="date" />
        </Field>
        <SubmitButton>{t("make")}</SubmitButton>
      </Form>
    </Dialog>
  );
}
