import { useTranslations } from "next-intl";
import { Textarea } from "#components/forms/controls.tsx";
import { Field } from "#components/forms/field.tsx";
import { Form } from "#components/forms/form.tsx";
import { SubmitButton } from "#components/forms/submit-button.tsx";
import { DateTime } from "#components/ui/date-time.tsx";
import type { CustomerDetails } from "#lib/reports/customer-details.ts";
import type { FormAction } from "#lib/web/forms/action.ts";

/** What colleagues should know; those who may, add to it. */
export function Notes({ customerId, notes, add }: { customerId: string; notes: CustomerDetails["notes"]; add?: FormAction<void> }) {
  const t = useTranslations("operator-customers.notes");
  return (
    <div className="grid gap-4 text-sm">
      {add && (
        <Form action={add} key={notes.length} className="grid gap-2">
          <input type="hidden" name="customerId" value={customerId} />
          <Field name="text" label={t("label")} hideLabel>
            <Textarea rows={2} maxLength={2000} placeholder={t("placeholder")} className="text-sm!" />
          </Field>
          <SubmitButton size="sm" variant="secondary" className="justify-self-end">
            {t("add")}
          </SubmitButton>
        </Form>
      )}
      {notes.length === 0 && <p className="text-muted">{t("none")}</p>}
      <ul className="grid gap-3">
        {notes.map((note) => (
          <li key={note.id} className="rounded-xl bg-sunken/70 px-3.5 py-2.5">
            <p dir="auto" className="whitespace-pre-wrap">
              {note.text}
            </p>
            <p className="mt-1 text-xs text-muted">
              <bdi>{note.operator.name}</bdi> · <DateTime value={note.at} />
            </p>
          </li>
        ))}
      </ul>
    </div>
  );
}
