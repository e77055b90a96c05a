import { useTranslations } from "next-intl";
import { Form } from "#components/forms/form.tsx";
import { FormMessage } from "#components/forms/form-message.tsx";
import { SubmitButton } from "#components/forms/submit-button.tsx";
import type { FormAction } from "#lib/web/forms/action.ts";
import { NoticeFields, type Notifier } from "./notice-fields.tsx";

type Props = { action: FormAction<never>; viewer: Notifier };

/** Who withdraws from what, and the one button that confirms it. */
export function WithdrawForm({ action, viewer }: Props) {
  const own = useTranslations("auth.withdraw");
  return (
    <Form action={action} className="grid gap-5">
      <FormMessage />
      <p className="font-medium">{own("declare")}</p>
      <NoticeFields viewer={viewer} contractHint={own("contractHint")} />
      <SubmitButton size="lg" variant="danger" className="w-full">
        {own("submit")}
      </SubmitButton>
    </Form>
  );
}
