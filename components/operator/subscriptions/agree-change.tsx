import { useTranslations } from "next-intl";
import { Form } from "#components/forms/form.tsx";
import { FormMessage } from "#components/forms/form-message.tsx";
import { SubmitButton } from "#components/forms/submit-button.tsx";
import type { ChangeTime } from "#lib/subscriptions/agreed-change.ts";
import type { FormAction } from "#lib/web/forms/action.ts";

type Props = {
  action: FormAction<never>;
  subscriptionId: string;
  quoted: { at: Date; shown: string; agreed: { priceId: string; time: ChangeTime; contract: { currency: string } } };
  time: ChangeTime | null;
};

/** Agrees to a change on the amounts that are shown; what is due is charged to the saved method. */
export function AgreeChange({ action, subscriptionId, quoted: { agreed, at, shown }, time }: Props) {
  const t = useTranslations("operator-subscriptions.change");
  return (
    <Form action={action} className="mt-6 grid gap-4">
      <FormMessage />
      <input type="hidden" name="subscriptionId" value={subscriptionId} />
      <input type="hidden" name="priceId" value={agreed.priceId} />
      <input type="hidden" name="currency" value={agreed.contract.currency} />
      <input type="hidden" name="at" value={at.toISOString()} />
      <input type="hidden" name="shown" value={shown} />
      {time && <input type="hidden" name="time" value={time} />}
      <div>
        <SubmitButton>{t(agreed.time === "renewal" ? "agreeLater" : "agreeNow")}</SubmitButton>
      </div>
    </Form>
  );
}
