import { useTranslations } from "next-intl";
import { Form } from "#components/forms/form.tsx";
import { FormMessage } from "#components/forms/form-message.tsx";
import { SubmitButton } from "#components/forms/submit-button.tsx";
import { GatewayRefusals } from "#components/shop/gateway-choice.tsx";
import { Alert } from "#components/ui/alert.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { Money } from "#components/ui/money.tsx";
import type { QuotedChange } from "#lib/billing/changing/quote-change.ts";
import type { Wanted } from "#lib/billing/changing/target.ts";
import type { OfferedGateway } from "#lib/payments/offered-gateways.ts";
import type { FormAction } from "#lib/web/forms/action.ts";
import { WaysToPay } from "./ways-to-pay.tsx";

type Props = {
  action: FormAction<never>;
  subscriptionId: string;
  /** What is asked for: another plan's price, an add-on's, or an item to take off. */
  wanted: Wanted;
  quoted: QuotedChange;
  gateways: OfferedGateway[];
};

/** Agrees to a change on the amounts that are shown, and says how what is due is paid. */
export function ChangeForm({ action, subscriptionId, wanted, quoted, gateways }: Props) {
  const t = useTranslations("change");
  const { agreed, price, fromBalance, method, at, shown } = quoted;
  const { currency } = agreed.contract;
  const left = { minor: price.due - fromBalance, currency };
  const due = left.minor > 0n;
  const taking = gateways.filter(({ refusal }) => !refusal);
  if (due && taking.length === 0)
    return (
      <Alert tone="warning" title={t("noGateway")} className="mt-6">
        <GatewayRefusals gateways={gateways} />
      </Alert>
    );
  return (
    <Form action={action} className="mt-6 grid gap-5">
      <FormMessage />
      <input type="hidden" name="subscriptionId" value={subscriptionId} />
      {Object.entries(wanted).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <input type="hidden" name="at" value={at.toISOString()} />
      <input type="hidden" name="shown" value={shown} />
      {due && <WaysToPay method={method} gateways={taking} />}
      <div className="flex flex-wrap gap-3">
        <SubmitButton>
          <span>
            {due
              ? t.rich(wanted.add ? "submit.add" : "submit.pay", { amount: () => <Money value={left} /> })
              : t(agreed.time !== "renewal" ? "submit.now" : wanted.remove ? "submit.remove" : "submit.renewal")}
          </span>
        </SubmitButton>
        <a href="/account" className={buttonClass({})}>
          {t("keep")}
        </a>
      </div>
    </Form>
  );
}
