import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { DateTime } from "#components/ui/date-time.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Mail, MessageSquare } from "#components/ui/icons.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { ownMessages } from "#lib/customers/account-queries.ts";
import { requireViewer } from "#lib/identity/session.ts";
import { maskSecrets } from "#lib/messages/templates/secrets.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("account"))("messages.title") };
}

export default async function MessagesPage() {
  const viewer = await requireViewer();
  const [t, messages] = await Promise.all([getTranslations("account"), ownMessages(viewer.id)]);
  return (
    <>
      <PageHeader title={t("messages.title")} description={t("messages.text")} />
      {messages.length === 0 ? (
        <EmptyState icon={<Mail aria-hidden />} title={t("empty.messages.title")}>
          {t("empty.messages.text")}
        </EmptyState>
      ) : (
        <ul className="divide-y overflow-hidden rounded-card border bg-surface shadow-card">
          {messages.map(({ id, kind, subject, text, createdAt }) => (
            <li key={id}>
              <a href={`/account/messages/${id}`} className="flex items-center gap-4 px-4 py-3.5 transition hover:bg-sunken/60 sm:px-5">
                {kind === "SMS" ? (
                  <MessageSquare aria-label={t("messages.sms")} className="size-5 shrink-0 text-muted" />
                ) : (
                  <Mail aria-label={t("messages.email")} className="size-5 shrink-0 text-muted" />
                )}
                <span className="flex min-w-0 flex-1 flex-col sm:flex-row sm:items-center sm:gap-4">
                  <span dir="auto" className="min-w-0 truncate text-start font-medium sm:flex-1">
                    {maskSecrets(subject || text)}
                  </span>
                  <DateTime value={createdAt} dateOnly className="shrink-0 text-sm text-muted" />
                </span>
              </a>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
