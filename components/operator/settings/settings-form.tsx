"use client";
import { useTranslations } from "next-intl";
import type { ComponentProps, ReactNode } from "react";
import { Form } from "#components/forms/form.tsx";
import { FormMessage } from "#components/forms/form-message.tsx";
import { SubmitButton } from "#components/forms/submit-button.tsx";
import { Alert } from "#components/ui/alert.tsx";
import type { FormAction } from "#lib/web/forms/action.ts";

type Props = Omit<ComponentProps<"form">, "action"> & {
  action: FormAction<void>;
  /** Who may not write sees the form closed, and why. */
  readOnly: boolean;
  children: ReactNode;
};

/** The frame of one settings form: its answer, its fields, its button. */
export function SettingsForm({ action, readOnly, children, ...rest }: Props) {
  const common = useTranslations("common");
  const t = useTranslations("operator-settings");
  return (
    <Form action={action} unsaved={common("unsaved")} {...rest}>
      <fieldset disabled={readOnly} className="grid min-w-0 grid-cols-1 gap-6">
        {readOnly && <Alert title={t("readOnly")} />}
        <FormMessage done={t("saved")} />
        {children}
        {!readOnly && (
          <div>
            <SubmitButton>{t("save")}</SubmitButton>
          </div>
        )}
      </fieldset>
    </Form>
  );
}
