"use client";
import { useTranslations } from "next-intl";
import { Input, Select } from "#components/forms/controls.tsx";
import { Field } from "#components/forms/field.tsx";
import { Form } from "#components/forms/form.tsx";
import { FormMessage } from "#components/forms/form-message.tsx";
import { SubmitButton } from "#components/forms/submit-button.tsx";
import type { Preview } from "#lib/payments/statements/preview.ts";
import type { FormAction } from "#lib/web/forms/action.ts";
import { columnLetter } from "./column-letter.ts";

const FIELDS = ["date", "text", "amount", "credit", "debit", "side", "currency", "payer", "payerAccount", "reference", "account"] as const;
const NEEDED: readonly string[] = ["date", "text"];

type Props = { uploadId: string; preview: Pick<Preview, "layout" | "columns" | "name">; currency: string; action: FormAction<void> };

/** Which column is which, how dates and amounts are written, and under which name all that is kept. */
export function ColumnsForm({ uploadId, preview: { layout, columns, name }, currency, action }: Props) {
  const t = useTranslations("operator-statements.columns");
  return (
    <Form action={action} className="grid gap-5">
      <FormMessage />
      <input type="hidden" name="uploadId" value={uploadId} />
      <input type="hidden" name="separator" value={layout.separator} />
      <input type="hidden" name="head" value={layout.head} />
      <div className="grid items-start gap-4 sm:grid-cols-2 lg:grid-cols-3">
        {FIELDS.map((field) => (
          <Field
            key={field}
            name={field}
            label={t(`field.${field}`)}
            hint={t(`hint.${field}`, { currency })}
            required={NEEDED.includes(field)}
          >
            <Select defaultValue={layout.columns[field] ?? ""}>
              <option value="">{t("none")}</option>
              {columns.map((called, at) => (
                <option key={at} value={at}>
                  {called ? `${columnLetter(at)} · ${called}` : columnLetter(at)}
                </option>
              ))}
            </Select>
          </Field>
        ))}
        <Field name="dates" label={t("dates")} hint={t("datesHint")} required>
          <Select defaultValue={layout.dates}>
            {(["dmy", "mdy", "ymd"] as const).map((order) => (
              <option key={order} value={order}>
                {t(`order.${order}`)}
              </option>
            ))}
          </Select>
        </Field>
        <Field name="decimal" label={t("decimal")} hint={t("decimalHint")} required>
          <Select defaultValue={layout.decimal}>
            {(["comma", "point"] as const).map((mark) => (
              <option key={mark} value={mark}>
                {t(`mark.${mark}`)}
              </option>
            ))}
          </Select>
        </Field>
        <Field name="saveAs" label={t("saveAs")} hint={t("saveAsHint")}>
          <Input defaultValue={name} maxLength={60} />
        </Field>
      </div>
      <SubmitButton className="justify-self-start">{t("import")}</SubmitButton>
    </Form>
  );
}
