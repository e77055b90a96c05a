import { useTranslations } from "next-intl";
import { Field } from "#components/forms/field.tsx";
import { Form } from "#components/forms/form.tsx";
import { FormMessage } from "#components/forms/form-message.tsx";
import { SubmitButton } from "#components/forms/submit-button.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import type { FormAction } from "#lib/web/forms/action.ts";
import { PasswordInput } from "./password-input.tsx";

type Props<T> = { action: FormAction<T>; token: string; to?: string; hint?: "passwordHint" | "operator.passwordHint" };

export function ResetPasswordForm<T>({ action, token, to, hint = "passwordHint" }: Props<T>) {
  const t = useTranslations("auth");
  return (
    <Form action={action} className="grid gap-5">
      <FormMessage />
      <input type="hidden" name="token" value={token} />
      {to && <input type="hidden" name="to" value={to} />}
      <Field name="password" label={t("reset.password")} hint={t(hint)} required>
        <PasswordInput autoComplete="new-password" />
      </Field>
      <SubmitButton size="lg" className="w-full">
        {t("reset.submit")}
      </SubmitButton>
    </Form>
  );
}

/** Stands in for a form whose link was used, or is too old. */
export function AskForNewLink({ href }: { href: string }) {
  const t = useTranslations("auth.linkExpired");
  return (
    <a href={href} className={buttonClass({ variant: "primary", size: "lg" }, "w-full")}>
      {t("again")}
    </a>
  );
}
