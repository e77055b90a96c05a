import { useTranslations } from "next-intl";
import { RadioCards } from "#components/forms/choices.tsx";
import { Form } from "#components/forms/form.tsx";
import { FormMessage } from "#components/forms/form-message.tsx";
import { SubmitButton } from "#components/forms/submit-button.tsx";
import { Alert } from "#components/ui/alert.tsx";
import { Card } from "#components/ui/card.tsx";
import type { FormAction } from "#lib/web/action.ts";

type Props = { action: FormAction<never>; gateways: { id: string; label: string }[]; hidden: Record<string, string> };

/** Leads to the secure page of a gateway that saves ways to pay. */
export function AddMethodForm({ action, gateways, hidden }: Props) {
  const t = useTranslations("account");
  if (gateways.length === 0) return <Alert tone="warning" title={t("pay.none")} />;
  return (
    <Card className="max-w-xl">
      <Form action={action} className="grid gap-5">
        <FormMessage />
        {Object.entries(hidden).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <RadioCards
          name="gateway"
          legend={t("pay.gateway")}
          options={gateways.map(({ id, label }) => ({ value: id, label }))}
          defaultValue={gateways[0].id}
        />
        <SubmitButton size="lg">{t("methods.addSubmit")}</SubmitButton>
      </Form>
    </Card>
  );
}
