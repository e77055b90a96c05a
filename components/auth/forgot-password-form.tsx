import { useTranslations } from "next-intl";
import { Input } from "#components/forms/controls.tsx";
import { Field } from "#components/forms/field.tsx";
import { Form } from "#components/forms/form.tsx";
import { FormMessage } from "#components/forms/form-message.tsx";
import { SubmitButton } from "#components/forms/submit-button.tsx";
import type { FormAction } from "#lib/web/forms/action.ts";

export function ForgotPasswordForm<T>({ action, to, email }: { action: FormAction<T>; to?: string; email?: string }) {
  const t = useTranslations("auth");
  return (
    <Form action={action} className="grid gap-5">
      <FormMessage done={t("forgot.done")} />
      {to && <input type="hidden" name="to" value={to} />}
      <Field name="email" label={t("email")} required>
        <Input type="email" autoComplete="username" inputMode="email" dir="ltr" defaultValue={email} />
      </Field>
      <SubmitButton size="lg" className="w-full">
        {t("forgot.submit")}
      </SubmitButton>
    </Form>
  );
}
