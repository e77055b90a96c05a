import { useTranslations } from "next-intl";
import { PasswordInput } from "#components/auth/password-input.tsx";
import { Field } from "#components/forms/field.tsx";
import { Form } from "#components/forms/form.tsx";
import { FormMessage } from "#components/forms/form-message.tsx";
import { SubmitButton } from "#components/forms/submit-button.tsx";
import type { FormAction } from "#lib/web/forms/action.ts";

export function PasswordForm<T>({ action, hint }: { action: FormAction<T>; hint?: string }) {
  const t = useTranslations("account.password");
  const viewers = useTranslations("auth")("passwordHint");
  return (
    <Form action={action} className="grid max-w-md gap-5">
      <FormMessage done={t("done")} />
      <Field name="currentPassword" label={t("current")} required>
        <PasswordInput autoComplete="current-password" />
      </Field>
      <Field name="newPassword" label={t("new")} hint={hint ?? viewers} required>
        <PasswordInput autoComplete="new-password" />
      </Field>
      <SubmitButton className="justify-self-start">{t("submit")}</SubmitButton>
    </Form>
  );
}
