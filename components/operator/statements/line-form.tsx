"use client";
import { useTranslations } from "next-intl";
import { Checkbox } from "#components/forms/choices.tsx";
import { Input } from "#components/forms/controls.tsx";
import { Field } from "#components/forms/field.tsx";
import { Form, useForm } from "#components/forms/form.tsx";
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
  /** So much is written down already as given back, or recorded as received. */
  again: boolean;
  /** The number of the payment that it may be. */
  twin: number | null;
  ignored: boolean;
  actions: { record: FormAction<void>; ignore: FormAction<void> };
};

/** What an operator makes of a line: a payment of an invoice, or one that went back, or none of a viewer's. */
export function LineForm({ lineId, to, left, again, twin, ignored, actions }: Props) {
  const t = useTranslations("operator-statements.form");
  const record = useAnnounced(actions.record, () => ({ title: t(left ? "returned" : "recorded") }));
  const ignore = useAnnounced(actions.ignore, () => ({ title: t(ignored ? "reopened" : "ignored") }));
  return (
    <div className="grid w-fit max-w-full grid-cols-[auto_auto_1fr] items-end justify-items-start gap-2">
      {!ignored && (
        <Form action={record} className="contents">
          <input type="hidden" name="lineId" value={lineId} />
          <div className="col-span-3 empty:hidden">
            <FormMessage />
          </div>
          <Field name="to" label={t("to")} required className="max-sm:col-span-3">
            <Input defaultValue={to} maxLength={60} dir="ltr" className="w-44 max-w-full" />
          </Field>
          <SubmitButton>{t(left ? "return" : "record")}</SubmitButton>
          <div className="col-span-3 row-start-4 grid gap-2 sm:row-start-3">
            <OnceMore again={again} left={left} twin={twin} />
            {left ? <Checkbox name="ends" label={t("ends")} /> : <Checkbox name="toBalance" label={t("toBalance")} />}
          </div>
        </Form>
      )}
      <Form action={ignore} className="contents">
        <input type="hidden" name="lineId" value={lineId} />
        <input type="hidden" name="ignore" value={String(!ignored)} />
        <div className="col-span-3 row-start-5 empty:hidden sm:row-start-4">
          <FormMessage />
        </div>
        <SubmitButton variant="quiet">{t(ignored ? "reopen" : "ignore")}</SubmitButton>
      </Form>
    </div>
  );
}

/** Offered, too, when what was typed names another payment, of which as much is written down. */
function OnceMore({ again, left, twin }: Pick<Props, "again" | "left" | "twin">) {
  const t = useTranslations("operator-statements.form");
  const { state } = useForm();
  const label = left ? t("again") : twin === null ? t("cameAgain") : t("cameBeside", { number: String(twin) });
  const beside = state.code === "payment_twin" || state.code === "return_recorded" || state.values?.again;
  return again || beside ? <Checkbox name="again" label={label} /> : null;
}
