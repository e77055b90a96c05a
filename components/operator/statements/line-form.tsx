"use client";
import { useTranslations } from "next-intl";
import { Checkbox } from "#components/forms/choices.tsx";
import { Input } from "#components/forms/controls.tsx";
import { Field } from "#components/forms/field.tsx";
import { Form } from "#components/forms/form.tsx";
import { FormMessage } from "#components/forms/form-message.tsx";
import { SubmitButton } from "#components/forms/submit-button.tsx";
import { useAnnounced } from "#components/operator/use-announced.ts";
import type { FormAction } from "#lib/web/forms/action.ts";

type Props = {
  lineId: string;
  /** What the line's text names. */
  to: string;
  /** The money left. */
  left: boolean;
  ignored: boolean;
  actions: { record: FormAction<void>; ignore: FormAction<void> };
};

/** What an operator makes of a line: a payment of an invoice, or one that went back, or none of a viewer's. */
export function LineForm({ lineId, to, left, ignored, actions }: Props) {
  const t = useTranslations("operator-statements.form");
  const record = useAnnounced(actions.record, () => ({ title: t(left ? "returned" : "recorded") }));
  const ignore = useAnnounced(actions.ignore, () => ({ title: t(ignored ? "reopened" : "ignored") }));
  return (
    <div className="flex flex-wrap items-end gap-2">
      {!ignored && (
        <Form action={record} className="grid gap-2">
          <input type="hidden" name="lineId" value={lineId} />
          <FormMessage />
          <div className="flex items-end gap-2">
            <Field name="to" label={t("to")} required>
              <Input defaultValue={to} maxLength={60} dir="ltr" className="w-44" />
            </Field>
            <SubmitButton>{t(left ? "return" : "record")}</SubmitButton>
          </div>
          {left ? <Checkbox name="ends" label={t("ends")} /> : <Checkbox name="toBalance" label={t("toBalance")} />}
        </Form>
      )}
      <Form action={ignore}>
        <input type="hidden" name="lineId" value={lineId} />
        <input type="hidden" name="ignore" value={String(!ignored)} />
        <FormMessage />
        <SubmitButton variant="quiet">{t(ignored ? "reopen" : "ignore")}</SubmitButton>
      </Form>
    </div>
  );
}
