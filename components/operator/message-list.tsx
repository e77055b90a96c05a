import Link from "next/link";
import { useTranslations } from "next-intl";
import { DateTime } from "#components/ui/date-time.tsx";
import { Mail, MessageSquare } from "#components/ui/icons.tsx";
import { OneLine } from "#components/ui/one-line.tsx";
import type { MessageAbout } from "#lib/reports/transaction-details.ts";
import { StatusBadge } from "./status-badge.tsx";
import { useTemplateName } from "./template-name.ts";

/** The messages about something; each opens its details among all communications. */
export function MessageList({ messages, empty }: { messages: MessageAbout[]; empty: string }) {
  const name = useTemplateName();
  const kind = useTranslations("operator-communications.kind");
  if (messages.length === 0) return <p className="text-sm text-muted">{empty}</p>;
  return (
    <ul className="-mx-2 grid grid-cols-[minmax(0,1fr)] gap-0.5 text-sm">
      {messages.map((message) => {
        const Icon = message.kind === "EMAIL" ? Mail : MessageSquare;
        return (
          <li key={message.id} className="relative flex items-start gap-2.5 rounded-lg px-2 py-1.5 hover:bg-sunken">
            <Icon aria-label={kind(message.kind)} className="mt-0.5 size-4 shrink-0 text-faint" />
            <span className="min-w-0 flex-1">
              <OneLine className="font-medium">
                <Link href={`/operator/communications?open=${message.id}`} prefetch={false} className="after:absolute after:inset-0">
                  {message.subject || name(message.templateKey)}
                </Link>
              </OneLine>
              <span className="block truncate text-xs text-muted">
                <bdi>{message.recipient}</bdi> · <DateTime value={message.createdAt} />
              </span>
            </span>
            <StatusBadge kind="message" status={message.status} />
          </li>
        );
      })}
    </ul>
  );
}
