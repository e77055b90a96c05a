"use client";
import { useTranslations } from "next-intl";
import { Form } from "#components/forms/form.tsx";
import { SubmitButton } from "#components/forms/submit-button.tsx";
import { useAnnounced } from "#components/operator/use-announced.ts";
import type { FormAction } from "#lib/web/forms/action.ts";

/** Records all lines on the page that match to the unit. */
export function RecordAllForm({ lineIds, action }: { lineIds: string[]; action: FormAction<number> }) {
  const t = useTranslations("operator-statements.form");
  const announced = useAnnounced(action, (recorded) => ({ title: t("recordedAll", { count: recorded ?? 0 }) }));
  return (
    <Form action={announced}>
      {lineIds.map((id) => (
        <input key={id} type="hidden" name="lineIds[]" value={id} />
      ))}
      <SubmitButton>{t("recordAll", { count: lineIds.length })}</SubmitButton>
    </Form>
  );
}
