import { useTranslations } from "next-intl";
import { Form } from "#components/forms/form.tsx";
import { FormMessage } from "#components/forms/form-message.tsx";
import { SubmitButton } from "#components/forms/submit-button.tsx";
import { GatewayChoice } from "#components/shop/gateway-choice.tsx";
import { Alert } from "#components/ui/alert.tsx";
import { Card } from "#components/ui/card.tsx";
import type { OfferedGateway } from "#lib/payments/offered-gateways.ts";
import type { FormAction } from "#lib/web/forms/action.ts";

type Props = { action: FormAction<never>; gateways: OfferedGateway[]; hidden: Record<string, string> };

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
        <GatewayChoice gateways={gateways} legend={t("pay.gateway")} />
        <SubmitButton size="lg">{t("methods.addSubmit")}</SubmitButton>
      </Form>
    </Card>
  );
}
