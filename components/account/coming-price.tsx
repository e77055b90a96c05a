import { useTranslations } from "next-intl";
import { Form } from "#components/forms/form.tsx";
import { FormMessage } from "#components/forms/form-message.tsx";
import { SubmitButton } from "#components/forms/submit-button.tsx";
import { Alert } from "#components/ui/alert.tsx";
import { DateTime } from "#components/ui/date-time.tsx";
import { Money } from "#components/ui/money.tsx";
import type { OwnPlan } from "#lib/web/account/own-plans.ts";
import type { FormAction } from "#lib/web/forms/action.ts";

type Props<T> = { subscriptionId: string; price: NonNullable<OwnPlan["newPrice"]>; agree: FormAction<T> };

/** The price that comes, from when on, and what becomes of who says nothing. */
export function ComingPrice<T>({ subscriptionId, price: { id, at, amount, asked }, agree }: Props<T>) {
  const t = useTranslations("account.subscription.price");
  const title = t.rich("title", { date: () => <DateTime value={at} dateOnly />, amount: () => <Money value={amount} /> });
  return (
    <Alert tone="info" title={title} className="mt-4">
      <p>{t(asked ?? "free")}</p>
      {(asked === "keeps" || asked === "ends") && (
        <Form action={agree} className="mt-3 grid gap-3">
          <FormMessage />
          <input type="hidden" name="subscriptionId" value={subscriptionId} />
          <input type="hidden" name="noticeId" value={id} />
          <SubmitButton>{t("agree")}</SubmitButton>
        </Form>
      )}
    </Alert>
  );
}
