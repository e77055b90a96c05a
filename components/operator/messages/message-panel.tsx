import { useTranslations } from "next-intl";
import { Alert } from "#components/ui/alert.tsx";
import { Button } from "#components/ui/button.tsx";
import { Send } from "#components/ui/icons.tsx";
import { toneOf } from "#components/ui/status-tones.ts";
import { Tabs } from "#components/ui/tabs.tsx";
import { textOf } from "#i18n/text-of.ts";
import type { MessageDetails } from "#lib/messages/sending/queries.ts";
import type { FormAction } from "#lib/web/forms/action.ts";
import { ConfirmAction } from "../confirm-action.tsx";
import { DetailsPanel, PanelSection } from "../details-panel.tsx";
import { useCarrierName } from "../plugin-names.ts";
import { StatusBadge } from "../status-badge.tsx";
import { Timeline } from "../timeline.tsx";
import { MailFrame } from "./mail-frame.tsx";
import { MessageFacts } from "./message-facts.tsx";
import { SmsBubble } from "./sms-bubble.tsx";

type Props = {
  message: MessageDetails;
  closeHref: string;
  hrefOf: (id: string) => string;
  /** Absent for those who may only read. */
  resend?: FormAction<void>;
};

/** Everything about one message: as it was sent, who got it, how, and what became of it. */
export function MessagePanel({ message, closeHref, hrefOf, resend }: Props) {
  const t = useTranslations("operator-communications");
  const carrierName = useCarrierName();
  return (
    <DetailsPanel
      key={message.id}
      title={t("number", { number: message.number })}
      badge={<StatusBadge kind="message" status={message.status} />}
      closeHref={closeHref}
      actions={resend && <Resend message={message} action={resend} />}
    >
      {message.problem && (
        <Alert tone="warning" title={t(`problem.${message.problem}.title`)}>
          {t(`problem.${message.problem}.text`)} {message.status === "HELD" && t("problem.then")}
        </Alert>
      )}
      <PanelSection title={t(`kind.${message.kind}`)}>
        {message.kind === "EMAIL" ? <Mail message={message} /> : <Sms message={message} />}
      </PanelSection>
      <PanelSection title={t("section.delivery")}>
        <MessageFacts message={message} hrefOf={hrefOf} />
      </PanelSection>
      <PanelSection title={t("section.timeline")}>
        <Timeline
          entries={message.events.map((event) => ({
            id: event.id,
            at: event.at,
            title: t(`event.${event.type}`),
            detail: event.detail && (textOf(t, `note.${event.detail}`) ?? event.detail),
            source: carrierName(event.source),
            tone: event.type === "QUEUED" && event.detail && event.source !== "operator" ? "warning" : toneOf("message", event.type),
          }))}
        />
      </PanelSection>
    </DetailsPanel>
  );
}

function Mail({ message }: { message: MessageDetails }) {
  const t = useTranslations("operator-communications");
  return (
    <>
      <p className="mb-3 font-semibold" dir="auto">
        {message.subject}
      </p>
      <Tabs
        tabs={[
          {
            value: "html",
            label: t("asHtml"),
            panel: <MailFrame html={message.html} title={message.subject} className="h-140 rounded-xl border" />,
          },
          {
            value: "text",
            label: t("asText"),
            panel: (
              <pre
                dir="auto"
                className="max-h-140 overflow-auto rounded-xl border bg-sunken/60 p-4 font-sans text-sm leading-6 whitespace-pre-wrap"
              >
                {message.text}
              </pre>
            ),
          },
        ]}
      />
    </>
  );
}

function Sms({ message }: { message: MessageDetails }) {
  const t = useTranslations("operator-communications");
  return (
    <>
      <SmsBubble text={message.text} />
      <p className="mt-2 text-xs text-muted">{t("size", { segments: message.segments ?? 1, encoding: message.encoding ?? "" })}</p>
    </>
  );
}

function Resend({ message, action }: { message: MessageDetails; action: FormAction<void> }) {
  const t = useTranslations("operator-communications.resend");
  const { obstacle, to } = { obstacle: undefined, to: undefined, ...message.resend };
  if (obstacle) return <p className="text-sm text-muted">{t(`obstacle.${obstacle}`)}</p>;
  return (
    <ConfirmAction
      trigger={
        <Button>
          <Send aria-hidden className="rtl:-scale-x-100" />
          {t("button")}
        </Button>
      }
      title={t("title")}
      confirm={t("confirm")}
      done={t("done")}
      action={action}
      values={{ id: message.id }}
    >
      {t.rich("text", { to: () => <bdi className="font-medium text-ink">{to}</bdi> })}
    </ConfirmAction>
  );
}
