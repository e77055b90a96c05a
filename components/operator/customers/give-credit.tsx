"use client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { RadioCards } from "#components/forms/choices.tsx";
import { Input, Textarea } from "#components/forms/controls.tsx";
import { Field } from "#components/forms/field.tsx";
import { Form } from "#components/forms/form.tsx";
import { FormMessage } from "#components/forms/form-message.tsx";
import { SubmitButton } from "#components/forms/submit-button.tsx";
import { CurrencyField } from "#components/operator/currency-field.tsx";
import { useAnnounced } from "#components/operator/use-announced.ts";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { Wallet } from "#components/ui/icons.tsx";
import type { FormAction } from "#lib/web/forms/action.ts";

/** Gives a viewer credit by hand, or takes some back. */
export function GiveCredit({ customerId, currencies, action }: { customerId: string; currencies: string[]; action: FormAction<void> }) {
  const t = useTranslations("operator-customers.balance");
  const [open, setOpen] = useState(false);
  const announced = useAnnounced(
    action,
    () => ({ title: t("done") }),
    () => setOpen(false),
  );
  const trigger = (
    <Button size="sm" className="justify-self-start">
      <Wallet aria-hidden />
      {t("open")}
    </Button>
  );
  const ways = (["give", "take"] as const).map((value) => ({ value, label: t(`way.${value}`) }));
  return (
    <Dialog trigger={trigger} title={t("title")} open={open} onOpenChange={setOpen}>
      <Form action={announced} className="grid grid-cols-1 gap-4">
        <input type="hidden" name="customerId" value={customerId} />
        <FormMessage />
        <p className="text-sm text-muted">{t("text")}</p>
        <RadioCards name="way" legend={t("wayLabel")} options={ways} defaultValue="give" className="sm:grid-cols-2" />
        <div className="grid gap-4 sm:grid-cols-2">
          <Field name="amount" label={t("amount")} required>
            <Input inputMode="decimal" dir="ltr" autoComplete="off" />
          </Field>
          <CurrencyField label={t("currency")} currencies={currencies} />
        </div>
        <Field name="reason" label={t("reason")} hint={t("reasonHint")} required>
          <Textarea rows={2} maxLength={300} />
        </Field>
        <SubmitButton>{t("submit")}</SubmitButton>
      </Form>
    </Dialog>
  );
}
