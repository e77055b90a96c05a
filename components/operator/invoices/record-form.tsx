"use client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Input, Select } from "#components/forms/controls.tsx";
import { Field } from "#components/forms/field.tsx";
import { Form } from "#components/forms/form.tsx";
import { FormMessage } from "#components/forms/form-message.tsx";
import { DialogSubmit } from "#components/operator/dialog-submit.tsx";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { Landmark } from "#components/ui/icons.tsx";
import { useToast } from "#components/ui/toast.tsx";
import type { FormAction } from "#lib/web/forms/action.ts";

type Props = {
  /** The invoice it is for, or the subscription whose next period is paid ahead. */
  of: { invoiceId: string } | { subscriptionId: string };
  /** What is left to pay, as a decimal in the invoice's currency. */
  due: string;
  currency: string;
  /** An order that is not paid yet is paid whole. */
  whole?: boolean;
  action: FormAction<void>;
};

/** Money that came by transfer, in cash or by cheque. */
export function RecordForm({ of, due, currency, whole, action }: Props) {
  const t = useTranslations("operator-invoices.record");
  const toast = useToast();
  const [open, setOpen] = useState(false);
  const close = () => {
    setOpen(false);
    toast.add({ title: t("done") });
  };
  return (
    <Dialog
      trigger={
        <Button size="sm">
          <Landmark aria-hidden />
          {t("open")}
        </Button>
      }
      title={t("title")}
      description={t("subscriptionId" in of ? "textAhead" : whole ? "textWhole" : "text")}
      open={open}
      onOpenChange={setOpen}
    >
      <Form action={action} onDone={close} className="grid gap-4">
        {Object.entries(of).map(([name, id]) => (
          <input key={name} type="hidden" name={name} value={id} />
        ))}
        <input type="hidden" name="currency" value={currency} />
        <FormMessage />
        <Field name="amount" label={t("amount", { currency })} required>
          <Input inputMode="decimal" dir="ltr" defaultValue={due} />
        </Field>
        <Field name="means" label={t("means")} required>
          <Select>
            <option value="bank">{t("mean.bank")}</option>
            <option value="cash">{t("mean.cash")}</option>
            <option value="cheque">{t("mean.cheque")}</option>
          </Select>
        </Field>
        <Field name="reference" label={t("reference")} hint={t("referenceHint")} required>
          <Input dir="auto" maxLength={200} autoComplete="off" />
        </Field>
        <DialogSubmit>{t("open")}</DialogSubmit>
      </Form>
    </Dialog>
  );
}
