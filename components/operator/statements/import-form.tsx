"use client";
import { useTranslations } from "next-intl";
import { Checkbox } from "#components/forms/choices.tsx";
import { Field } from "#components/forms/field.tsx";
import { FileInput } from "#components/forms/file-input.tsx";
import { Form } from "#components/forms/form.tsx";
import { FormMessage } from "#components/forms/form-message.tsx";
import { SubmitButton } from "#components/forms/submit-button.tsx";
import { useAnnounced } from "#components/operator/use-announced.ts";
import type { Imported } from "#lib/payments/statements/keep-lines.ts";
import type { FormAction } from "#lib/web/forms/action.ts";

/** Takes a bank's statement. */
export function ImportForm({ action }: { action: FormAction<Imported> }) {
  const t = useTranslations("operator-statements.form");
  const announced = useAnnounced(action, (imported) => ({
    title: t("imported", { added: imported?.added ?? 0, known: imported?.known ?? 0, skipped: imported?.skipped ?? 0 }),
  }));
  return (
    <Form action={announced} className="mb-6 grid max-w-xl gap-4">
      <FormMessage />
      <Field name="file" label={t("file")} hint={t("fileHint")} required>
        <FileInput accept=".xml,.csv,.txt,text/csv,text/xml,application/xml" />
      </Field>
      <Checkbox name="byHand" label={t("byHand")} hint={t("byHandHint")} />
      <SubmitButton className="justify-self-start">{t("import")}</SubmitButton>
    </Form>
  );
}
