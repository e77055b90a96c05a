"use client";
import { useTranslations } from "next-intl";
import { Form } from "#components/forms/form.tsx";
import { FormMessage } from "#components/forms/form-message.tsx";
import { DialogSubmit } from "#components/operator/dialog-submit.tsx";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { LogIn } from "#components/ui/icons.tsx";
import type { FormAction } from "#lib/web/forms/action.ts";

/** Begins the terms that wait for it, after asking. */
export function RecordFirstLogin({ customerId, record }: { customerId: string; record: FormAction<void> }) {
  const t = useTranslations("operator-customers.login");
  return (
    <Dialog
      trigger={
        <Button size="sm" className="justify-self-start">
          <LogIn aria-hidden className="rtl:-scale-x-100" />
          {t("record")}
        </Button>
      }
      title={t("recordTitle")}
    >
      <Form action={record} className="grid gap-4">
        <input type="hidden" name="customerId" value={customerId} />
        <FormMessage />
        <p className="text-sm text-muted">{t("recordText")}</p>
        <DialogSubmit>{t("record")}</DialogSubmit>
      </Form>
    </Dialog>
  );
}
