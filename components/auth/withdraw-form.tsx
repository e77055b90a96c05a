import { useTranslations } from "next-intl";
import { Input } from "#components/forms/controls.tsx";
import { Field } from "#components/forms/field.tsx";
import { Form } from "#components/forms/form.tsx";
import { FormMessage } from "#components/forms/form-message.tsx";
import { SubmitButton } from "#components/forms/submit-button.tsx";
import type { FormAction } from "#lib/web/forms/action.ts";

type Props = { action: FormAction<never>; viewer: { name: string; email: string } | null };

/** Who withdraws from what, and the one button that confirms it. */
export function WithdrawForm({ action, viewer }: Props) {
  const t = useTranslations("auth.notice");
  const own = useTranslations("auth.withdraw");
  const common = useTranslations("common");
  return (
    <Form action={action} className="grid gap-5">
      <FormMessage />
      <p className="font-medium">{own("declare")}</p>
      <Field name="name" label={t("name")} required>
        <Input autoComplete="name" defaultValue={viewer?.name} />
      </Field>
      <Field name="email" label={t("email")} hint={t("emailHint")} required>
        <Input type="email" autoComplete="email" inputMode="email" dir="ltr" defaultValue={viewer?.email} />
      </Field>
      <Field name="contract" label={t("contract")} note={common("optional")} hint={own("contractHint")}>
        <Input autoComplete="off" />
      </Field>
      <SubmitButton size="lg" variant="danger" className="w-full">
        {own("submit")}
      </SubmitButton>
    </Form>
  );
}
