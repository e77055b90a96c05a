import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { z } from "zod";
import { Card } from "#components/ui/card.tsx";
import { DateTime } from "#components/ui/date-time.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { ownMessage } from "#lib/customers/account-queries.ts";
import { requireViewer } from "#lib/identity/session.ts";
import { maskSecrets } from "#lib/messages/templates/secrets.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("account"))("messages.title") };
}

export default async function MessagePage({ params }: { params: Promise<{ id: string }> }) {
  const viewer = await requireViewer();
  const id = z.uuid().safeParse((await params).id);
  const message = id.success ? await ownMessage(viewer.id, id.data) : null;
  if (!message) notFound();
  const t = await getTranslations("account");
  const { kind, subject, html, text, recipient, createdAt } = message;
  const sms = kind === "SMS";
  const about = (
    <>
      {t(sms ? "message.sms" : "message.email", { recipient: `\u2068${recipient}\u2069` })} · <DateTime value={createdAt} />
    </>
  );
  return (
    <>
      <PageHeader
        title={sms ? t("messages.sms") : <bdi>{maskSecrets(subject)}</bdi>}
        description={about}
        back={{ href: "/account/messages", label: t("message.back") }}
      />
      {sms ? (
        <Card className="max-w-md whitespace-pre-wrap" dir="auto">
          {maskSecrets(text)}
        </Card>
      ) : (
        <iframe
          title={t("message.frame")}
          sandbox="allow-popups allow-popups-to-escape-sandbox"
          srcDoc={framed(maskSecrets(html))}
          className="h-[max(75dvh,46rem)] w-full rounded-card border bg-white"
        />
      )}
    </>
  );
}

/** Links open beside the account; those that were secret lead nowhere. Scripts and forms stay off (sandbox). */
function framed(html: string): string {
  return html.replace(/<head>/i, '$&<base target="_blank"><style>a[href*="••••"]{pointer-events:none}</style>');
}
