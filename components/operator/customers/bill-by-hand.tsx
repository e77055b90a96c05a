"use client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Checkbox } from "#components/forms/choices.tsx";
import { Input, Select } from "#components/forms/controls.tsx";
import { Field } from "#components/forms/field.tsx";
import { Form } from "#components/forms/form.tsx";
import { FormMessage } from "#components/forms/form-message.tsx";
import { SubmitButton } from "#components/forms/submit-button.tsx";
import { CurrencyField } from "#components/operator/currency-field.tsx";
import { useAnnounced } from "#components/operator/use-announced.ts";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { Plus } from "#components/ui/icons.tsx";
import type { Billable } from "#lib/reports/manual-charges.ts";
import type { FormAction } from "#lib/web/forms/action.ts";

/** As many as one charge may have (`manualChargeFields`). */
const MOST_LINES = 20;

type Props = { customerId: string; subscriptions: Billable[]; currencies: string[]; fourEyes: boolean; action: FormAction<void> };

/** Proposes an invoice, or lines of the next one. */
export function BillByHand({ customerId, subscriptions, currencies, fourEyes, action }: Props) {
  const t = useTranslations("operator-customers.charges");
  const [open, setOpen] = useState(false);
  const [lines, setLines] = useState(1);
  const announced = useAnnounced(
    action,
    () => ({ title: t("proposed") }),
    () => setOpen(false),
  );
  const trigger = (
    <Button size="sm" className="justify-self-start">
      {t("new")}
    </Button>
  );
  return (
    <Dialog trigger={trigger} title={t("new")} open={open} onOpenChange={setOpen}>
      <Form action={announced} className="grid grid-cols-1 gap-4">
        <input type="hidden" name="customerId" value={customerId} />
        <FormMessage />
        <p className="text-sm text-muted">{t("text", { fourEyes: fourEyes ? "yes" : "no" })}</p>
        <Field name="subscriptionId" label={t("on")}>
          <Select defaultValue="">
            <option value="">{t("own")}</option>
            {subscriptions.map(({ id, number, plan }) => (
              <option key={id} value={id}>
                {t("next", { plan: plan.name, number: String(number) })}
              </option>
            ))}
          </Select>
        </Field>
        <div className="grid gap-4 sm:grid-cols-2">
          <CurrencyField label={t("currency")} currencies={currencies} />
          <Field name="dueDays" label={t("dueDays")} hint={t("dueDaysHint")} required>
            <Input type="number" min={0} max={90} inputMode="numeric" defaultValue="14" />
          </Field>
        </div>
        {Array.from({ length: lines }, (_, index) => (
          <fieldset key={index} className="grid gap-3 sm:grid-cols-[1fr_5rem_8rem]">
            <legend className="mb-1.5 text-sm font-medium">{t("line", { number: index + 1 })}</legend>
            <Field name={`lines.r${index}.text`} label={t("lineText")} required={index === 0}>
              <Input dir="auto" maxLength={120} />
            </Field>
            <Field name={`lines.r${index}.quantity`} label={t("quantity")} required={index === 0}>
              <Input type="number" min={1} inputMode="numeric" />
            </Field>
            <Field name={`lines.r${index}.amount`} label={t("amount")} required={index === 0}>
              <Input inputMode="decimal" dir="ltr" autoComplete="off" />
            </Field>
          </fieldset>
        ))}
        {lines < MOST_LINES && (
          <Button size="sm" className="justify-self-start" onClick={() => setLines(lines + 1)}>
            <Plus aria-hidden />
            {t("addLine")}
          </Button>
        )}
        <Checkbox name="taxIncluded" label={t("taxIncluded")} />
        <SubmitButton>{t("propose")}</SubmitButton>
      </Form>
    </Dialog>
  );
}
