import { useTranslations } from "next-intl";
import { Form } from "#components/forms/form.tsx";
import { FormMessage } from "#components/forms/form-message.tsx";
import { SubmitButton } from "#components/forms/submit-button.tsx";
import type { Wanted } from "#lib/billing/changing/target.ts";
import type { ChangeTime } from "#lib/subscriptions/agreed-change.ts";
import type { FormAction } from "#lib/web/forms/action.ts";

type Props = {
  action: FormAction<never>;
  subscriptionId: string;
  wanted: Wanted;
  quoted: { at: Date; shown: string; agreed: { time: ChangeTime } };
};

/** Agrees to a change on the amounts that are shown; what is due is charged to the saved method. */
export function AgreeChange({ action, subscriptionId, wanted, quoted: { agreed, at, shown } }: Props) {
  const t = useTranslations("operator-subscriptions.change");
  return (
    <Form action={action} className="mt-6 grid gap-4">
      <FormMessage />
      <input type="hidden" name="subscriptionId" value={subscriptionId} />
      {Object.entries(wanted).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <input type="hidden" name="at" value={at.toISOString()} />
      <input type="hidden" name="shown" value={shown} />
      <div>
        <SubmitButton>{t(agreed.time === "renewal" ? "agreeLater" : "agreeNow")}</SubmitButton>
      </div>
    </Form>
  );
}
