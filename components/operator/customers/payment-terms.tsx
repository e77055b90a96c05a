"use client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Input } from "#components/forms/controls.tsx";
import { Field } from "#components/forms/field.tsx";
import { Form } from "#components/forms/form.tsx";
import { FormMessage } from "#components/forms/form-message.tsx";
import { DialogSubmit } from "#components/operator/dialog-submit.tsx";
import { useAnnounced } from "#components/operator/use-announced.ts";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import type { FormAction } from "#lib/web/forms/action.ts";

type Props = { customerId: string; termDays: number | null; save: FormAction<void> };

/** Within how many days a customer pays their renewals by transfer. */
export function PaymentTerms({ customerId, termDays, save }: Props) {
  const t = useTranslations("operator-customers.terms");
  const [open, setOpen] = useState(false);
  const announced = useAnnounced(
    save,
    () => ({ title: t("saved") }),
    () => setOpen(false),
  );
  return (
    <Dialog trigger={<Button size="sm">{t("open")}</Button>} title={t("title")} open={open} onOpenChange={setOpen}>
      <Form action={announced} className="grid gap-4">
        <input type="hidden" name="customerId" value={customerId} />
        <FormMessage />
        <p className="text-sm text-muted">{t("text")}</p>
        <Field name="termDays" label={t("termDays")} hint={t("termDaysHint")}>
          <Input type="number" min={1} max={90} inputMode="numeric" defaultValue={termDays ?? ""} />
        </Field>
        <DialogSubmit>{t("save")}</DialogSubmit>
      </Form>
    </Dialog>
  );
}
