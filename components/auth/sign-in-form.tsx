import { useTranslations } from "next-intl";
import { Input } from "#components/forms/controls.tsx";
import { Field } from "#components/forms/field.tsx";
import { Form } from "#components/forms/form.tsx";
import { FormMessage } from "#components/forms/form-message.tsx";
import { SubmitButton } from "#components/forms/submit-button.tsx";
import type { FormAction } from "#lib/web/forms/action.ts";
import { ForgotLink } from "./forgot-link.tsx";
import { PasswordInput } from "./password-input.tsx";

type Props<T> = {
  action: FormAction<T>;
  /** Where to go afterwards: a path of ours. */
  to: string;
  forgotHref: string;
  /** Put into the fields: the demo's account. */
  filled?: { email: string; password: string } | null;
};

export function SignInForm<T>({ action, to, forgotHref, filled }: Props<T>) {
  const t = useTranslations("auth");
  return (
    <Form action={action} className="grid gap-5" key={filled?.email}>
      <FormMessage />
      <input type="hidden" name="to" value={to} data-back />
      <Field name="email" label={t("email")} required>
        <Input type="email" autoComplete="username" inputMode="email" dir="ltr" defaultValue={filled?.email} />
      </Field>
      <Field name="password" label={t("password")} required>
        <PasswordInput autoComplete="current-password" defaultValue={filled?.password} />
      </Field>
      <SubmitButton size="lg" className="w-full">
        {t("signIn.submit")}
      </SubmitButton>
      <ForgotLink href={forgotHref} />
    </Form>
  );
}
