"use client";
import { useTranslations } from "next-intl";
import { Form } from "#components/forms/form.tsx";
import { FormMessage } from "#components/forms/form-message.tsx";
import { SubmitButton } from "#components/forms/submit-button.tsx";
import { useAnnounced } from "#components/operator/use-announced.ts";
import { RotateCw } from "#components/ui/icons.tsx";
import type { FormAction } from "#lib/web/forms/action.ts";

/** Handles an event again. Doing so twice changes nothing twice. */
export function ReplayButton({ id, action }: { id: string; action: FormAction<{ handled: boolean }> }) {
  const t = useTranslations("operator-events.replay");
  const announced = useAnnounced(action, (data) => ({ title: data?.handled ? t("done") : t("failed") }));
  return (
    <Form key={id} action={announced} className="grid gap-2">
      <input type="hidden" name="id" value={id} />
      <FormMessage />
      <div className="flex flex-wrap items-center gap-3">
        <SubmitButton variant="secondary" size="sm">
          <RotateCw aria-hidden />
          {t("button")}
        </SubmitButton>
        <p className="text-xs text-muted">{t("hint")}</p>
      </div>
    </Form>
  );
}
