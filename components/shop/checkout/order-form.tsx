import { useTranslations } from "next-intl";
import { Input } from "#components/forms/controls.tsx";
import { Field } from "#components/forms/field.tsx";
import { Form } from "#components/forms/form.tsx";
import { FormMessage } from "#components/forms/form-message.tsx";
import { SubmitButton } from "#components/forms/submit-button.tsx";
import { Alert } from "#components/ui/alert.tsx";
import { Money } from "#components/ui/money.tsx";
import type { Quote } from "#lib/catalog/quote.ts";
import type { Terms } from "#lib/catalog/terms.ts";
import type { OfferedGateway } from "#lib/payments/offered-gateways.ts";
import type { CheckoutRequest } from "#lib/web/checkout/checkout-request.ts";
import type { FormAction } from "#lib/web/forms/action.ts";
import { GatewayChoice, GatewayRefusals } from "../gateway-choice.tsx";
import { BasketFields } from "./basket-fields.tsx";
import { Consent } from "./consent.tsx";
import { TermsChanged } from "./terms-changed.tsx";

type Props = {
  action: FormAction<never>;
  basket: CheckoutRequest;
  quote: Quote;
  /** What of the sum is paid from the viewer's balance. */
  fromBalance: bigint;
  terms: Terms;
  /** The terms of an order that was to be taken up again and says something else now. */
  before: string | null;
  gateways: OfferedGateway[];
  company: string | null;
  vatId: string | null;
};

/** How to pay, the consent, and the one button. It carries the terms that were shown: nobody buys others. */
export function OrderForm({ action, basket, quote, fromBalance, terms, before, gateways, company, vatId }: Props) {
  const t = useTranslations("checkout");
  const due = quote.total - fromBalance;
  const free = due === 0n && !quote.needsMethod;
  if (!free && gateways.length === 0)
    return (
      <Alert tone="warning" title={t("payment.none")}>
        {t("payment.noneText")}
      </Alert>
    );
  if (!free && gateways.every(({ refusal }) => refusal))
    return (
      <Alert tone="warning" title={t("payment.noneForAmount")}>
        <GatewayRefusals gateways={gateways} />
        <p>{t("payment.noneForAmountText")}</p>
      </Alert>
    );
  return (
    <Form action={action} className="grid gap-6">
      <BasketFields basket={basket} />
      <input type="hidden" name="shown" value={JSON.stringify(terms)} />
      {!free && <GatewayChoice gateways={gateways} legend={t("payment.title")} hideLegend />}
      <details open={Boolean(company || vatId)}>
        <summary className="text-sm font-medium text-brand-ink">{t("company.title")}</summary>
        <div className="mt-4 grid gap-4 sm:grid-cols-2">
          <Field name="company" label={t("company.name")}>
            <Input autoComplete="organization" defaultValue={company ?? ""} />
          </Field>
          <Field
            name="vatId"
            label={t("company.vatId")}
            hint={t(quote.vatIdStatus ? `company.vatState.${quote.vatIdStatus}` : "company.vatIdHint")}
          >
            <Input dir="ltr" autoComplete="off" spellCheck={false} defaultValue={vatId ?? ""} />
          </Field>
        </div>
      </details>
      <Consent />
      <FormMessage />
      <TermsChanged terms={terms} before={before} />
      <div>
        <SubmitButton size="lg" className="w-full">
          <span>
            {due > 0n
              ? t.rich("submit.pay", { amount: () => <Money value={{ minor: due, currency: quote.currency }} /> })
              : t(fromBalance > 0n ? "submit.balance" : quote.trial ? "submit.trial" : "submit.free")}
          </span>
        </SubmitButton>
        {!free && <p className="mt-3 text-center text-sm text-muted">{t("submit.next")}</p>}
      </div>
    </Form>
  );
}
