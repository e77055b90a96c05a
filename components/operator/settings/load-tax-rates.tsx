"use client";
import { useTranslations } from "next-intl";
import { Form } from "#components/forms/form.tsx";
import { SubmitButton } from "#components/forms/submit-button.tsx";
import { useAnnounced } from "#components/operator/use-announced.ts";
import { Download } from "#components/ui/icons.tsx";
import type { FormAction } from "#lib/web/forms/action.ts";

/** Adds the published standard rates that are missing. */
export function LoadTaxRates({ action }: { action: FormAction<{ added: number }> }) {
  const t = useTranslations("operator-settings.taxes");
  const announced = useAnnounced(action, (data) => ({ title: t("loaded", { count: data?.added ?? 0 }) }));
  return (
    <Form action={announced}>
      <SubmitButton variant="secondary" size="sm">
        <Download aria-hidden />
        {t("load")}
      </SubmitButton>
    </Form>
  );
}
