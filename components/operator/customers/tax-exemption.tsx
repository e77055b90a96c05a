"use client";
import { useTranslations } from "next-intl";
import { Input } from "#components/forms/controls.tsx";
import { Field } from "#components/forms/field.tsx";
import { Form } from "#components/forms/form.tsx";
import { FormMessage } from "#components/forms/form-message.tsx";
import { ConfirmAction } from "#components/operator/confirm-action.tsx";
import { DialogSubmit } from "#components/operator/dialog-submit.tsx";
import { useAnnounced } from "#components/operator/use-announced.ts";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import type { FormAction } from "#lib/web/forms/action.ts";

type Props = { customerId: string; exempt: boolean; save: FormAction<void> };

/** Says that a viewer is exempt from tax, with the proof; or that they are no more. */
export function TaxExemption({ customerId, exempt, save }: Props) {
  const t = useTranslations("operator-customers.exemption");
  const announced = useAnnounced(save, () => ({ title: t("saved") }));
  if (exempt)
    return (
      <ConfirmAction
        trigger={<Button size="sm">{t("end")}</Button>}
        title={t("end")}
        confirm={t("end")}
        done={t("ended")}
        action={save}
        values={{ customerId, end: "on" }}
      >
        {t("endText")}
      </ConfirmAction>
    );
  return (
    <Dialog trigger={<Button size="sm">{t("open")}</Button>} title={t("open")}>
      <Form action={announced} className="grid gap-4">
        <input type="hidden" name="customerId" value={customerId} />
        <FormMessage />
        <p className="text-sm text-muted">{t("text")}</p>
        <Field name="reason" label={t("reason")} required>
          <Input dir="auto" placeholder={t("reasonExample")} />
        </Field>
        <Field name="certificate" label={t("certificate")} required>
          <Input dir="auto" />
        </Field>
        <DialogSubmit>{t("save")}</DialogSubmit>
      </Form>
    </Dialog>
  );
}
