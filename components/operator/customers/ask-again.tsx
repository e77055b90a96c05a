"use client";
import { useTranslations } from "next-intl";
import { Form } from "#components/forms/form.tsx";
import { FormMessage } from "#components/forms/form-message.tsx";
import { SubmitButton } from "#components/forms/submit-button.tsx";
import { useAnnounced } from "#components/operator/use-announced.ts";
import type { FormAction } from "#lib/web/forms/action.ts";

/** Has a viewer's VAT number checked now. */
export function AskAgain({ action, customerId }: { action: FormAction<void>; customerId: string }) {
  const t = useTranslations("operator-customers.askVat");
  const announced = useAnnounced(action, () => ({ title: t("asked") }));
  return (
    <Form action={announced} className="grid justify-items-start gap-2">
      <input type="hidden" name="customerId" value={customerId} />
      <FormMessage />
      <SubmitButton variant="secondary" size="sm">
        {t("again")}
      </SubmitButton>
    </Form>
  );
}
