import { useTranslations } from "next-intl";
import { Checkbox } from "#components/forms/choices.tsx";
import { Input, Textarea } from "#components/forms/controls.tsx";
import { Field } from "#components/forms/field.tsx";
import { Form } from "#components/forms/form.tsx";
import { FormMessage } from "#components/forms/form-message.tsx";
import { SubmitButton } from "#components/forms/submit-button.tsx";
import { Money } from "#components/ui/money.tsx";
import type { Quote } from "#lib/catalog/quote.ts";
import type { Terms } from "#lib/catalog/terms.ts";
import type { OfferedGateway } from "#lib/payments/offered-gateways.ts";
import type { CheckoutRequest } from "#lib/web/checkout/checkout-request.ts";
import type { FormAction } from "#lib/web/forms/action.ts";
import { GatewayChoice } from "../gateway-choice.tsx";
import { BasketFields } from "./basket-fields.tsx";

type Props = {
  action: FormAction<never>;
  basket: CheckoutRequest;
  quote: Quote;
  fromBalance: bigint;
  terms: Terms;
  gateways: OfferedGateway[];
  /** The first day on which it can be delivered. */
  today: string;
};

/** Whom the gift is for, when and with which words, how to pay, and the one button. */
export function GiftForm({ action, basket, quote, fromBalance, terms, gateways, today }: Props) {
  const t = useTranslations("checkout");
  const common = useTranslations("common");
  const due = quote.total - fromBalance;
  return (
    <Form action={action} className="grid gap-5">
      <BasketFields basket={basket} />
      <input type="hidden" name="shown" value={JSON.stringify(terms)} />
      <div className="grid gap-4 sm:grid-cols-2">
        <Field name="toName" label={t("gift.toName")} required>
          <Input autoComplete="off" maxLength={120} />
        </Field>
        <Field name="toEmail" label={t("gift.toEmail")} required>
          <Input type="email" dir="ltr" autoComplete="off" />
        </Field>
      </div>
      <Field name="message" label={t("gift.message")} note={common("optional")}>
        <Textarea rows={3} maxLength={500} dir="auto" />
      </Field>
      <Field name="deliverOn" label={t("gift.deliverOn")} note={common("optional")} hint={t("gift.deliverOnHint")}>
        <Input type="date" min={today} />
      </Field>
      {due > 0n && <GatewayChoice gateways={gateways} legend={t("payment.title")} />}
      <Checkbox name="consent" label={t("gift.consent")} />
      <FormMessage />
      <SubmitButton size="lg" className="w-full">
        <span>
          {due > 0n
            ? t.rich("submit.pay", { amount: () => <Money value={{ minor: due, currency: quote.currency }} /> })
            : t("submit.balance")}
        </span>
      </SubmitButton>
    </Form>
  );
}
