import type { ReactNode } from "react";
import { RadioCards } from "#components/forms/choices.tsx";
import { Input } from "#components/forms/controls.tsx";
import { Field } from "#components/forms/field.tsx";
import { Form } from "#components/forms/form.tsx";
import { FormMessage } from "#components/forms/form-message.tsx";
import { SubmitButton } from "#components/forms/submit-button.tsx";
import type { PauseTime } from "#lib/billing/changing/pause-plan.ts";
import type { FormAction } from "#lib/web/forms/action.ts";

type Props<T> = {
  action: FormAction<T>;
  subscriptionId: string;
  when: { legend: string; choices: { value: PauseTime; label: ReactNode; description: ReactNode }[] };
  /** `min` and `max`: civil dates. */
  until: { label: string; hint: string; note: string; min: string; max: string };
  reason?: { label: string; note: string };
  submit: string;
  children?: ReactNode;
};

/** From when, and until when, a subscription is paused. `children`: the way back, beside the button. */
export function PauseForm<T>({ action, subscriptionId, when, until, reason, submit, children }: Props<T>) {
  const { label, hint, note, min, max } = until;
  return (
    <Form action={action} className="grid gap-6">
      <FormMessage />
      <input type="hidden" name="subscriptionId" value={subscriptionId} />
      <RadioCards name="when" legend={when.legend} defaultValue={when.choices[0].value} options={when.choices} />
      <Field name="until" label={label} note={note} hint={hint}>
        <Input type="date" min={min} max={max} className="max-w-52" />
      </Field>
      {reason && (
        <Field name="reason" label={reason.label} note={reason.note}>
          <Input maxLength={500} />
        </Field>
      )}
      <div className="flex flex-wrap gap-3">
        <SubmitButton>{submit}</SubmitButton>
        {children}
      </div>
    </Form>
  );
}
