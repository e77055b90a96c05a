"use client";
import { useTranslations } from "next-intl";
import { Select } from "#components/forms/controls.tsx";
import { Field } from "#components/forms/field.tsx";
import { CANCEL_REASONS } from "#components/operator/cancel-reasons.ts";
import { useReasonText } from "#components/operator/reason-text.ts";

/** Why the viewer leaves, where they told the operator. */
export function CancelReason() {
  const t = useTranslations("operator-subscriptions.action");
  const common = useTranslations("common");
  const reasonText = useReasonText();
  return (
    <Field name="reason" label={t("cancelReason")} note={common("optional")} className="mt-4">
      <Select defaultValue="">
        <option value="">{t("noReason")}</option>
        {CANCEL_REASONS.map((reason) => (
          <option key={reason} value={reason}>
            {reasonText(reason)}
          </option>
        ))}
      </Select>
    </Field>
  );
}
