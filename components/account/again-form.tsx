import { useTranslations } from "next-intl";
import { Form } from "#components/forms/form.tsx";
import { FormMessage } from "#components/forms/form-message.tsx";
import { SubmitButton } from "#components/forms/submit-button.tsx";
import { Consent } from "#components/shop/checkout/consent.tsx";
import { GatewayRefusals } from "#components/shop/gateway-choice.tsx";
import { Alert } from "#components/ui/alert.tsx";
import { Money } from "#components/ui/money.tsx";
import type { Again } from "#lib/web/checkout/again-offer.ts";
import type { FormAction } from "#lib/web/forms/action.ts";
import { WaysToPay } from "./ways-to-pay.tsx";

/** Orders what is shown once more: with the saved method, or on a page. */
export function AgainForm({ action, subscriptionId, offer }: { action: FormAction<never>; subscriptionId: string; offer: Again }) {
  const t = useTranslations("checkout");
  const { quote, fromBalance, shown, method, gateways } = offer;
  const taking = gateways.filter(({ refusal }) => !refusal);
  if (gateways.length > 0 && taking.length === 0)
    return (
      <Alert tone="warning" title={t("payment.noneForAmount")}>
        <GatewayRefusals gateways={gateways} />
      </Alert>
    );
  const due = { minor: quote.total - fromBalance, currency: quote.currency };
  return (
    <Form action={action} className="grid gap-5">
      <input type="hidden" name="subscriptionId" value={subscriptionId} />
      <input type="hidden" name="priceId" value={quote.priceId} />
      <input type="hidden" name="currency" value={quote.currency} />
      <input type="hidden" name="coupon" value={quote.couponCode ?? ""} />
      <input type="hidden" name="shown" value={shown} />
      {taking.length > 0 && <WaysToPay method={method} gateways={taking} />}
      <Consent />
      <FormMessage />
      <SubmitButton size="lg">
        <span>
          {due.minor > 0n
            ? t.rich("submit.pay", { amount: () => <Money value={due} /> })
            : t(fromBalance > 0n ? "submit.balance" : "submit.free")}
        </span>
      </SubmitButton>
    </Form>
  );
}
