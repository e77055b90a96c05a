import { useTranslations } from "next-intl";
import { Form } from "#components/forms/form.tsx";
import { FormMessage } from "#components/forms/form-message.tsx";
import { SubmitButton } from "#components/forms/submit-button.tsx";
import { Alert } from "#components/ui/alert.tsx";
import type { FormAction } from "#lib/web/forms/action.ts";

/** Asks for what is still missing: the proof that messages arrive. */
export function VerifyNotice<T>({ email, action }: { email: string; action: FormAction<T> }) {
  const t = useTranslations("account.verify");
  return (
    <Alert
      title={t("title")}
      action={
        <Form action={action} className="grid justify-items-start gap-3">
          <SubmitButton variant="secondary" size="sm">
            {t("again")}
          </SubmitButton>
          <FormMessage done={t("sent")} />
        </Form>
      }
    >
      {t.rich("text", { email: () => <bdi>{email}</bdi> })}
    </Alert>
  );
}
