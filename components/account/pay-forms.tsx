import { useTranslations } from "next-intl";
import { Form } from "#components/forms/form.tsx";
import { FormMessage } from "#components/forms/form-message.tsx";
import { SubmitButton } from "#components/forms/submit-button.tsx";
import { GatewayChoice, GatewayRefusals } from "#components/shop/gateway-choice.tsx";
import { Alert } from "#components/ui/alert.tsx";
import { Card } from "#components/ui/card.tsx";
import { Money } from "#components/ui/money.tsx";
import type { Money as Amount } from "#lib/kernel/money.ts";
import type { OfferedGateway } from "#lib/payments/offered-gateways.ts";
import type { FormAction } from "#lib/web/forms/action.ts";

type Props = {
  action: FormAction<never>;
  /** What says which invoice it is. */
  hidden: Record<string, string>;
  /** The gateway whose question waits for the payer, if one does. */
  asked: string | null;
  /** What the payer's balance pays of it, in minor units. */
  fromBalance: bigint;
  /** What is due beside that. */
  due: Amount;
  gateways: OfferedGateway[];
};

/** Leads to the question of the payer's bank, where it asked one, or to a gateway's page to pay on. */
export function PayForms({ action, hidden, asked: question, fromBalance, due, gateways }: Props) {
  const t = useTranslations("account");
  const asked = fromBalance > 0n ? null : question;
  const which = Object.entries(hidden).map(([name, value]) => <input key={name} type="hidden" name={name} value={value} />);
  return (
    <>
      {asked && (
        <Card className="mb-6 max-w-xl">
          <h2 className="text-lg font-semibold">{t("pay.confirmTitle")}</h2>
          <p className="mt-1 mb-5 text-muted">{t("pay.confirmText")}</p>
          <Form action={action} className="grid gap-5">
            <FormMessage />
            {which}
            <input type="hidden" name="gateway" value={asked} />
            <SubmitButton size="lg">{t("pay.confirm")}</SubmitButton>
          </Form>
        </Card>
      )}
      {fromBalance > 0n && (
        <Alert
          tone="info"
          title={t.rich("pay.fromBalance", { amount: () => <Money value={{ ...due, minor: fromBalance }} /> })}
          className="mb-6 max-w-xl"
        >
          {due.minor > 0n && t.rich("pay.left", { amount: () => <Money value={due} /> })}
        </Alert>
      )}
      {due.minor === 0n ? (
        <Form action={action} className="grid max-w-xl gap-5">
          <FormMessage />
          {which}
          {question && <input type="hidden" name="anew" value="on" />}
          <input type="hidden" name="gateway" value="" />
          <SubmitButton size="lg">{t("pay.withBalance")}</SubmitButton>
        </Form>
      ) : gateways.length === 0 ? (
        <Alert tone="warning" title={t("pay.none")} />
      ) : gateways.every(({ refusal }) => refusal) ? (
        <Alert tone="warning" title={t("pay.noneForAmount")}>
          <GatewayRefusals gateways={gateways} />
          <p>{t("pay.noneForAmountText")}</p>
        </Alert>
      ) : (
        <Card className="max-w-xl">
          {asked && <h2 className="mb-4 text-lg font-semibold">{t("pay.another")}</h2>}
          <Form action={action} className="grid gap-5">
            <FormMessage />
            {which}
            {question && <input type="hidden" name="anew" value="on" />}
            <GatewayChoice gateways={gateways} legend={t("pay.gateway")} />
            <SubmitButton size="lg" variant={asked ? "secondary" : "primary"}>
              {t("pay.submit")}
            </SubmitButton>
          </Form>
        </Card>
      )}
    </>
  );
}
