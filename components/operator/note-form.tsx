import { Textarea } from "#components/forms/controls.tsx";
import { Field } from "#components/forms/field.tsx";
import { Form } from "#components/forms/form.tsx";
import { FormMessage } from "#components/forms/form-message.tsx";
import { SubmitButton } from "#components/forms/submit-button.tsx";
import { cx } from "#components/ui/class-names.ts";
import type { FormAction } from "#lib/web/forms/action.ts";

type Props = {
  action: FormAction<void>;
  /** The row that it is about. */
  of: { name: string; value: string };
  name: string;
  label: string;
  hint: string;
  save: string;
  className?: string;
};

/** A word that an operator leaves in a panel about what was done. */
export function NoteForm({ action, of, name, label, hint, save, className }: Props) {
  return (
    <Form action={action} className={cx("grid gap-2", className)}>
      <input type="hidden" {...of} />
      <FormMessage />
      <Field name={name} label={label} hint={hint}>
        <Textarea rows={2} maxLength={1000} className="text-sm!" />
      </Field>
      <SubmitButton size="sm" variant="secondary" className="justify-self-end">
        {save}
      </SubmitButton>
    </Form>
  );
}
