import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { z } from "zod";
import { NextInvoice } from "#components/changing/next-invoice.tsx";
import { Alert } from "#components/ui/alert.tsx";
import { Card } from "#components/ui/card.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { nextInvoice } from "#lib/billing/parts/next-amount.ts";
import { ownSubscription } from "#lib/customers/account-queries.ts";
import { requireViewer } from "#lib/identity/session.ts";
import { requestSettings } from "#lib/settings/request-settings.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("next-invoice"))("title") };
}

/** What a viewer who pays for a subscription is billed next, line by line. */
export default async function NextInvoicePage({ params }: { params: Promise<{ id: string }> }) {
  const viewer = await requireViewer();
  const id = z.uuid().safeParse((await params).id);
  const subscription = id.success ? await ownSubscription(viewer.id, id.data) : null;
  if (!subscription || subscription.payerId !== viewer.id) notFound();
  const [t, next] = await Promise.all([getTranslations("next-invoice"), nextInvoice(subscription.id, await requestSettings())]);
  return (
    <>
      <PageHeader title={t("title")} description={subscription.plan.name} back={{ href: "/account", label: t("back") }} />
      {next === null || next === "unknown" ? (
        <Alert title={t(next === null ? "none" : "unknown")} />
      ) : (
        <Card className="max-w-xl">
          <NextInvoice next={next} />
        </Card>
      )}
    </>
  );
}
