import Link from "next/link";
import { useTranslations } from "next-intl";
import { DetailsPanel, PanelSection } from "#components/operator/details-panel.tsx";
import { useSourceName } from "#components/operator/plugin-names.ts";
import { Alert } from "#components/ui/alert.tsx";
import { Fact, Facts } from "#components/ui/card.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { DateTime } from "#components/ui/date-time.tsx";
import type { EventState, inboundEvent } from "#lib/reports/inbound-events.ts";
import type { FormAction } from "#lib/web/forms/action.ts";
import { EventBadge } from "./event-badge.tsx";
import { ReplayButton } from "./replay-button.tsx";

type Event = NonNullable<Awaited<ReturnType<typeof inboundEvent>>> & { state: EventState };
type Props = { event: Event; closeHref: string; replay?: FormAction<{ handled: boolean }> };

/** What arrived, what became of it, and the button to handle it again. */
export function EventPanel({ event, closeHref, replay }: Props) {
  const t = useTranslations("operator-events");
  const sourceName = useSourceName();
  const payload = pretty(event.payload);
  return (
    <DetailsPanel
      title={<bdi dir="ltr">{event.type}</bdi>}
      badge={<EventBadge state={event.state} />}
      closeHref={closeHref}
      actions={replay && <ReplayButton id={event.id} action={replay} />}
    >
      {event.error && (
        <Alert tone="negative" title={t("lastError")} className="mb-4">
          <p className="font-mono text-xs" dir="auto">
            {event.error}
          </p>
        </Alert>
      )}
      <PanelSection title={t("facts")}>
        <Facts>
          <Fact label={t("columns.source")}>{sourceName(event.source)}</Fact>
          <Fact label={t("externalId")}>
            <bdi dir="ltr" className="font-mono text-xs break-all">
              {event.externalId}
            </bdi>
          </Fact>
          <Fact label={t("columns.reference")}>
            <bdi dir="ltr" className="font-mono text-xs break-all">
              {event.reference ?? "–"}
            </bdi>
          </Fact>
          {event.transaction && (
            <Fact label={t("transaction")}>
              <Link href={`/operator/transactions?open=${event.transaction.id}`} className="text-brand-ink hover:underline">
                #{event.transaction.number}
              </Link>
            </Fact>
          )}
          <Fact label={t("columns.received")}>
            <DateTime value={event.receivedAt} />
          </Fact>
          <Fact label={t("handled")}>{event.handledAt ? <DateTime value={event.handledAt} /> : t("notYet")}</Fact>
          <Fact label={t("columns.attempts")}>{event.attempts}</Fact>
          {!event.handledAt && event.nextAttemptAt && (
            <Fact label={t("nextAttempt")}>
              <DateTime value={event.nextAttemptAt} />
            </Fact>
          )}
        </Facts>
      </PanelSection>
      <PanelSection title={t("payload")} actions={<CopyButton value={payload} label={t("copyPayload")} />}>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
        <section aria-label={t("payload")} tabIndex={0} className="max-h-96 overflow-auto rounded-control bg-sunken">
          <pre dir="ltr" className="p-3 font-mono text-xs leading-relaxed">
            {payload}
          </pre>
        </section>
      </PanelSection>
    </DetailsPanel>
  );
}

/** JSON with one field a line; anything else (a form's body) as it came. */
function pretty(payload: string): string {
  try {
    return JSON.stringify(JSON.parse(payload), null, 2);
  } catch {
    return payload;
  }
}
