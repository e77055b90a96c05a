import Link from "next/link";
import { useTranslations } from "next-intl";
import { useCivilDates } from "#components/operator/civil-dates.ts";
import { DetailsPanel, PanelSection } from "#components/operator/details-panel.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Fact, Facts } from "#components/ui/card.tsx";
import { DateTime } from "#components/ui/date-time.tsx";
import type { NoticeDetails } from "#lib/reports/notices.ts";
import type { FormAction } from "#lib/web/forms/action.ts";
import { NoteForm } from "../note-form.tsx";
import { NOTICE_TONES } from "./notice-table.tsx";

type Props = { notice: NoticeDetails; closeHref: string; action?: FormAction<void> };

/** A notice as it came, what it ended, and what somebody did about it. */
export function NoticePanel({ notice, closeHref, action }: Props) {
  const t = useTranslations("operator-notices");
  const civil = useCivilDates();
  const { id, number, kind, name, email, contract, forCause, cause, endsOn, ip, receivedAt, state, subscriptions, customer, dealt } =
    notice;
  return (
    <DetailsPanel
      title={t("panel", { number })}
      badge={
        <Badge tone={NOTICE_TONES[state]} dot>
          {t(`state.${state}`)}
        </Badge>
      }
      closeHref={closeHref}
    >
      <PanelSection title={t(`kind.${kind}`)}>
        <Facts>
          <Fact label={t("column.name")}>
            <bdi>{name}</bdi>
          </Fact>
          <Fact label={t("email")}>
            <bdi className="break-all">{email}</bdi>
          </Fact>
          <Fact label={t("customer")}>
            {customer ? (
              <Link href={`/operator/customers/${customer.id}`} className="text-brand-ink hover:underline">
                <bdi>{customer.name}</bdi>
              </Link>
            ) : (
              <span className="text-muted">{t("noCustomer")}</span>
            )}
          </Fact>
          <Fact label={t("column.contract")}>
            {contract ? <bdi>{contract}</bdi> : <span className="text-muted">{t("noContract")}</span>}
          </Fact>
          {forCause && (
            <Fact label={t("cause")}>
              <p dir="auto" className="whitespace-pre-wrap">
                {cause}
              </p>
            </Fact>
          )}
          {endsOn && <Fact label={t("endsOn")}>{civil(endsOn.toISOString().slice(0, 10))}</Fact>}
          <Fact label={t("column.received")}>
            <DateTime value={receivedAt} />
          </Fact>
          {ip && (
            <Fact label={t("ip")}>
              <bdi dir="ltr">{ip}</bdi>
            </Fact>
          )}
        </Facts>
      </PanelSection>
      <PanelSection title={t("ended")}>
        {subscriptions.length === 0 && <p className="text-sm text-muted">{t("nothing")}</p>}
        <ul className="grid gap-1 text-sm">
          {subscriptions.map((subscription) => (
            <li key={subscription.id}>
              <Link href={`/operator/subscriptions?open=${subscription.id}`} className="text-brand-ink hover:underline">
                <bdi>{subscription.plan.name}</bdi> #{subscription.number}
              </Link>
            </li>
          ))}
        </ul>
      </PanelSection>
      {dealt && (
        <PanelSection title={t("state.dealt_with")}>
          <p dir="auto" className="text-sm whitespace-pre-wrap">
            {dealt.note}
          </p>
          <p className="mt-1 text-xs text-muted">
            <bdi>{dealt.by}</bdi> · <DateTime value={dealt.at} />
          </p>
        </PanelSection>
      )}
      {!dealt && action && (
        <PanelSection title={t("deal")}>
          <NoteForm
            action={action}
            of={{ name: "noticeId", value: id }}
            name="note"
            label={t("note")}
            hint={t("noteHint")}
            save={t("save")}
          />
        </PanelSection>
      )}
    </DetailsPanel>
  );
}
