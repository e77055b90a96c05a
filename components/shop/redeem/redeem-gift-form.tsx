import { useTranslations } from "next-intl";
import { Form } from "#components/forms/form.tsx";
import { FormMessage } from "#components/forms/form-message.tsx";
import { SubmitButton } from "#components/forms/submit-button.tsx";
import { Alert } from "#components/ui/alert.tsx";
import type { FormAction } from "#lib/web/forms/action.ts";

/** Begins the gift's term, unless something is in the way now. */
export function RedeemGiftForm({ action, code, obstacle }: { action: FormAction<never>; code: string; obstacle: string | null }) {
  const t = useTranslations("redeem");
  if (obstacle) return <Alert tone="info" title={obstacle} className="mt-6" />;
  return (
    <Form action={action} className="mt-6 grid gap-5">
      <FormMessage />
      <input type="hidden" name="code" value={code} />
      <p className="text-muted">{t("means.plan")}</p>
      <SubmitButton size="lg">{t("begin")}</SubmitButton>
    </Form>
  );
}
