"use client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Textarea } from "#components/forms/controls.tsx";
import { Field } from "#components/forms/field.tsx";
import { Form } from "#components/forms/form.tsx";
import { FormMessage } from "#components/forms/form-message.tsx";
import { DialogSubmit } from "#components/operator/dialog-submit.tsx";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { Ban } from "#components/ui/icons.tsx";
import { useToast } from "#components/ui/toast.tsx";
import type { FormAction } from "#lib/web/forms/action.ts";

/** Asks why a viewer is let off what is left to pay. */
export function ForgiveForm({
  invoiceId,
  left,
  buyer,
  action,
}: {
  invoiceId: string;
  left: string;
  buyer: string;
  action: FormAction<void>;
}) {
  const t = useTranslations("operator-invoices.action");
  const toast = useToast();
  const [open, setOpen] = useState(false);
  const close = () => {
    setOpen(false);
    toast.add({ title: t("forgiveDone") });
  };
  return (
    <Dialog
      trigger={
        <Button variant="danger" size="sm">
          <Ban aria-hidden />
          {t("forgive")}
        </Button>
      }
      title={t("forgiveTitle", { left })}
      description={t("forgiveText", { buyer })}
      open={open}
      onOpenChange={setOpen}
    >
      <Form action={action} onDone={close} className="grid gap-4">
        <input type="hidden" name="invoiceId" value={invoiceId} />
        <FormMessage />
        <Field name="reason" label={t("reason")} hint={t("reasonHint")} required>
          <Textarea rows={2} maxLength={300} />
        </Field>
        <DialogSubmit danger>{t("forgive")}</DialogSubmit>
      </Form>
    </Dialog>
  );
}
