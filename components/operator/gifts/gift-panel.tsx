import Link from "next/link";
import { useTranslations } from "next-intl";
import { Input } from "#components/forms/controls.tsx";
import { Field } from "#components/forms/field.tsx";
import { Form } from "#components/forms/form.tsx";
import { FormMessage } from "#components/forms/form-message.tsx";
import { SubmitButton } from "#components/forms/submit-button.tsx";
import { DetailsPanel, PanelSection } from "#components/operator/details-panel.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Fact, Facts } from "#components/ui/card.tsx";
import { DateTime } from "#components/ui/date-time.tsx";
import type { GiftDetails } from "#lib/reports/gifts.ts";
import type { FormAction } from "#lib/web/forms/action.ts";
import { GIFT_TONES } from "./gift-table.tsx";

type Props = { gift: GiftDetails; closeHref: string; action?: FormAction<void> };

/** Who gave what to whom, what became of it, and the letter once more. */
export function GiftPanel({ gift, closeHref, action }: Props) {
  const t = useTranslations("operator-gifts");
  const { id, giver, giverId, toName, toEmail, plan, message, state, transactionId, subscriptionId } = gift;
  const moments = { date: gift.deliverAt, paid: gift.paidAt, sent: gift.deliveredAt, redeemed: gift.redeemedAt };
  const link = (href: string, text: string) => (
    <Link href={href} className="text-brand-ink hover:underline">
      <bdi>{text}</bdi>
    </Link>
  );
  return (
    <DetailsPanel
      title={
        <>
          <bdi>{plan}</bdi> · <bdi>{toName}</bdi>
        </>
      }
      badge={
        <Badge tone={GIFT_TONES[state]} dot>
          {t(`state.${state}`)}
        </Badge>
      }
      closeHref={closeHref}
    >
      <PanelSection title={t("gift")}>
        <Facts>
          <Fact label={t("column.from")}>{link(`/operator/customers/${giverId}`, giver)}</Fact>
          <Fact label={t("column.to")}>
            <bdi>{toName}</bdi>
          </Fact>
          <Fact label={t("email")}>
            <bdi className="break-all">{toEmail}</bdi>
          </Fact>
          <Fact label={t("column.plan")}>{link(`/operator/subscriptions?open=${subscriptionId}`, plan)}</Fact>
          {message && (
            <Fact label={t("message")}>
              <p dir="auto" className="whitespace-pre-wrap">
                {message}
              </p>
            </Fact>
          )}
          {(["date", "paid", "sent", "redeemed"] as const).map((moment) => {
            const at = moments[moment];
            return (
              at && (
                <Fact key={moment} label={t(`column.${moment}`)}>
                  <DateTime value={at} dateOnly={moment === "date"} />
                </Fact>
              )
            );
          })}
          {transactionId && <Fact label={t("payment")}>{link(`/operator/transactions?open=${transactionId}`, t("payment"))}</Fact>}
        </Facts>
      </PanelSection>
      {action && (state === "waiting" || state === "sent") && (
        <PanelSection title={t("resend")}>
          <Form action={action} className="grid gap-2">
            <input type="hidden" name="giftId" value={id} />
            <FormMessage />
            <Field name="toEmail" label={t("email")} hint={t("resendHint")}>
              <Input type="email" dir="ltr" defaultValue={toEmail} />
            </Field>
            <SubmitButton size="sm" variant="secondary" className="justify-self-end">
              {t("send")}
            </SubmitButton>
          </Form>
        </PanelSection>
      )}
    </DetailsPanel>
  );
}
