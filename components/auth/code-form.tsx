import { useTranslations } from "next-intl";
import { Input } from "#components/forms/controls.tsx";
import { Field } from "#components/forms/field.tsx";
import { Form } from "#components/forms/form.tsx";
import { FormMessage } from "#components/forms/form-message.tsx";
import { SubmitButton } from "#components/forms/submit-button.tsx";
import type { FormAction } from "#lib/web/forms/action.ts";

/** The code of an authenticator app, or a recovery code. */
export function CodeForm<T>({ action, to, hasApp }: { action: FormAction<T>; to: string; hasApp: boolean }) {
  const t = useTranslations("auth.secondStep");
  return (
    <Form action={action} className="grid gap-5">
      <FormMessage />
      <input type="hidden" name="to" value={to} />
      <Field name="code" label={t(hasApp ? "code" : "recoveryCode")} hint={t(hasApp ? "codeHint" : "recoveryHint")} required>
        <Input autoComplete="one-time-code" autoCapitalize="none" spellCheck={false} dir="ltr" maxLength={60} />
      </Field>
      <SubmitButton size="lg" variant={hasApp ? "primary" : "secondary"} className="w-full">
        {t("submit")}
      </SubmitButton>
    </Form>
  );
}
