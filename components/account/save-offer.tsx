import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Form } from "#components/forms/form.tsx";
import { FormMessage } from "#components/forms/form-message.tsx";
import { SubmitButton } from "#components/forms/submit-button.tsx";
import { Card } from "#components/ui/card.tsx";
import { DateTime } from "#components/ui/date-time.tsx";
import { Money } from "#components/ui/money.tsx";
import type { Saving } from "#lib/billing/leaving/save-offer.ts";
import type { Subscription } from "#lib/db/generated/client.ts";
import type { FormAction } from "#lib/web/forms/action.ts";

type Props = {
  action: FormAction<never>;
  offerId: string;
  saving: Saving;
  subscription: Pick<Subscription, "interval" | "intervalCount">;
  /** When what is paid is over. */
  ends: Date;
};

/** What is offered to stay: taken with one press. The button that cancels stands below as before. */
export function SaveOffer({ action, offerId, saving, subscription: { interval, intervalCount }, ends }: Props) {
  const t = useTranslations("account.offer");
  const every = useTranslations("common")(`every.${interval}`, { count: intervalCount });
  const [label, shown] = sent(saving, t);
  return (
    <Card className="mb-6 max-w-xl border-brand-ink">
      <h2 className="text-lg font-semibold">{t("title")}</h2>
      <div className="mt-2">{words(saving, { t, every, ends })}</div>
      <Form action={action} className="mt-5 grid gap-3">
        <FormMessage />
        <input type="hidden" name="offerId" value={offerId} />
        <input type="hidden" name="at" value={(saving.kind === "cheaper" ? saving.quoted.at : ends).toISOString()} />
        <input type="hidden" name="shown" value={shown} />
        <div>
          <SubmitButton>{label}</SubmitButton>
        </div>
      </Form>
    </Card>
  );
}

type Texts = ReturnType<typeof useTranslations<"account.offer">>;

/** What the button says, and what the form sends of what was shown. */
function sent(saving: Saving, t: Texts): [label: string, shown: string] {
  if (saving.kind === "discount") return [t("takeDiscount"), saving.shown];
  if (saving.kind === "cheaper") return [t("takeCheaper", { plan: `\u2068${saving.quoted.name}\u2069` }), saving.quoted.shown];
  return [t("takePause"), ""];
}

function words(saving: Saving, { t, every, ends }: { t: Texts; every: string; ends: Date }): ReactNode {
  const date = () => <DateTime value={ends} dateOnly className="font-medium" />;
  if (saving.kind === "pause") return <p>{t.rich("pause", { date, days: saving.maxDays })}</p>;
  if (saving.kind === "discount") {
    const { amounts, before } = saving;
    return (
      <>
        <p>
          {t.rich("discount", {
            amount: () => <Money value={amounts.next} className="font-medium" />,
            before: () => <Money value={before.next} />,
          })}
        </p>
        {amounts.regular.minor !== amounts.next.minor && (
          <p className="text-sm text-muted">{t.rich("discountThen", { regular: () => <Money value={amounts.regular} />, every })}</p>
        )}
      </>
    );
  }
  const { agreed, name, price } = saving.quoted;
  const regular = { minor: price.regular.total, currency: agreed.contract.currency };
  return (
    <>
      <p>{t.rich("cheaper", { plan: `\u2068${name}\u2069`, amount: () => <Money value={regular} className="font-medium" />, every })}</p>
      <p className="text-sm text-muted">{agreed.time === "renewal" ? t.rich("cheaperThen", { date }) : t("cheaperNow")}</p>
    </>
  );
}
