import { useTranslations } from "next-intl";
import { RadioCards } from "#components/forms/choices.tsx";
import { Form } from "#components/forms/form.tsx";
import { FormMessage } from "#components/forms/form-message.tsx";
import { SubmitButton } from "#components/forms/submit-button.tsx";
import { GatewayChoice } from "#components/shop/gateway-choice.tsx";
import { Card } from "#components/ui/card.tsx";
import { Money } from "#components/ui/money.tsx";
import type { Money as Amount } from "#lib/kernel/money.ts";
import type { OfferedGateway } from "#lib/payments/offered-gateways.ts";
import type { FormAction } from "#lib/web/forms/action.ts";

type Props = { choices: Amount[]; gateways: OfferedGateway[]; action: FormAction<never> };

/** Pays one of the amounts that are offered onto the balance. Nothing where none is, or nobody takes it. */
export function TopUpForm({ choices, gateways, action }: Props) {
  const t = useTranslations("account.balance.topUp");
  if (choices.length === 0 || gateways.every(({ refusal }) => refusal)) return null;
  return (
    <Card className="mt-6">
      <h2 className="text-lg font-semibold">{t("title")}</h2>
      <p className="mt-1 mb-5 max-w-prose text-muted">{t("text")}</p>
      <Form action={action} className="grid gap-5">
        <RadioCards
          name="choice"
          legend={t("amount")}
          defaultValue={choice(choices[0])}
          className="grid-cols-2 sm:grid-cols-4"
          options={choices.map((amount) => ({ value: choice(amount), label: <Money value={amount} className="figures" /> }))}
        />
        <GatewayChoice gateways={gateways} legend={t("gateway")} />
        <FormMessage />
        <SubmitButton size="lg" className="justify-self-start">
          {t("submit")}
        </SubmitButton>
      </Form>
    </Card>
  );
}

function choice({ minor, currency }: Amount): string {
  return `${currency} ${minor}`;
}
