"use client";
import { useTranslations } from "next-intl";
import { Form } from "#components/forms/form.tsx";
import { FormMessage } from "#components/forms/form-message.tsx";
import { SubmitButton } from "#components/forms/submit-button.tsx";
import { useAnnounced } from "#components/operator/use-announced.ts";
import type { FormAction } from "#lib/web/forms/action.ts";

/** Deletes what was saved of a bank's columns. */
export function ForgetForm({ layoutId, name, action }: { layoutId: string; name: string; action: FormAction<void> }) {
  const t = useTranslations("operator-statements.columns");
  const announced = useAnnounced(action, () => ({ title: t("forgotten", { name }) }));
  return (
    <Form action={announced}>
      <input type="hidden" name="layoutId" value={layoutId} />
      <FormMessage />
      <SubmitButton variant="quiet">{t("forget", { name })}</SubmitButton>
    </Form>
  );
}
