import { useTranslations } from "next-intl";
import { Checkbox } from "#components/forms/choices.tsx";
import { Input } from "#components/forms/controls.tsx";
import { Field } from "#components/forms/field.tsx";
import { Form } from "#components/forms/form.tsx";
import { FormMessage } from "#components/forms/form-message.tsx";
import { SubmitButton } from "#components/forms/submit-button.tsx";
import type { FormAction } from "#lib/web/forms/action.ts";
import { PasswordInput } from "./password-input.tsx";

export function SignUpForm<T>({ action, to }: { action: FormAction<T>; to: string }) {
  const t = useTranslations("auth");
  const optional = useTranslations("common")("optional");
  return (
    <Form action={action} className="grid gap-5">
      <FormMessage />
      <input type="hidden" name="to" value={to} data-back />
      <Field name="name" label={t("name")} required>
        <Input autoComplete="name" />
      </Field>
      <Field name="email" label={t("email")} required>
        <Input type="email" autoComplete="username" inputMode="email" dir="ltr" />
      </Field>
      <Field name="phone" label={t("phone")} note={optional} hint={t("phoneHint")}>
        <Input type="tel" autoComplete="tel" inputMode="tel" dir="ltr" />
      </Field>
      <Field name="password" label={t("password")} hint={t("passwordHint")} required>
        <PasswordInput autoComplete="new-password" />
      </Field>
      <Checkbox name="marketingConsent" label={t("signUp.marketing")} />
      <SubmitButton size="lg" className="w-full">
        {t("signUp.submit")}
      </SubmitButton>
    </Form>
  );
}
