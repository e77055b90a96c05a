"use client";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Input } from "#components/forms/controls.tsx";
import { Field } from "#components/forms/field.tsx";
import { Form } from "#components/forms/form.tsx";
import { FormMessage } from "#components/forms/form-message.tsx";
import { SubmitButton } from "#components/forms/submit-button.tsx";
import type { FormAction } from "#lib/web/forms/action.ts";
import type { Codes } from "./two-step.tsx";

/** The secret to scan or to type, and the code that proves it arrived. */
export function ConfirmApp({ action, secret, qr }: { action: FormAction<Codes>; secret: string; qr: ReactNode }) {
  const t = useTranslations("operator-security.app");
  return (
    <Form action={action} className="grid gap-5 sm:grid-cols-[auto_minmax(0,1fr)]">
      <div>{qr}</div>
      <div className="grid content-start gap-4">
        <FormMessage />
        <p className="text-sm text-muted">
          {t("scan")}{" "}
          <code dir="ltr" className="block pt-1 font-mono wrap-break-word text-ink">
            {secret.match(/.{1,4}/g)?.join(" ")}
          </code>
        </p>
        <Field name="code" label={t("code")} required>
          <Input autoComplete="one-time-code" inputMode="numeric" dir="ltr" maxLength={12} className="max-w-40" />
        </Field>
        <div>
          <SubmitButton>{t("confirm")}</SubmitButton>
        </div>
      </div>
    </Form>
  );
}
