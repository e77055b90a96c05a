import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { z } from "zod";
import { PauseForm } from "#components/changing/pause-form.tsx";
import { Alert } from "#components/ui/alert.tsx";
import { Card } from "#components/ui/card.tsx";
import { DateTime } from "#components/ui/date-time.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { MAY } from "#lib/identity/roles.ts";
import { requireOperator } from "#lib/identity/session.ts";
import { subscriptionDetails } from "#lib/reports/subscription-details.ts";
import { requestSettings } from "#lib/settings/request-settings.ts";
import { pauseOffer } from "#lib/web/account/pause-page.ts";
import { pause } from "../../actions.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("operator-subscriptions"))("pause.title") };
}

/** Pauses a subscription for its viewer. */
export default async function PausePage({ params }: { params: Promise<{ id: string }> }) {
  await requireOperator(MAY["subscriptions.write"]);
  const id = z.uuid().safeParse((await params).id);
  const subscription = id.success ? await subscriptionDetails(id.data) : null;
  if (!subscription) notFound();
  const settings = await requestSettings();
  const [offer, t, common, errors] = await Promise.all([
    pauseOffer(subscription, "OPERATOR", settings),
    getTranslations("operator-subscriptions"),
    getTranslations("common"),
    getTranslations("errors"),
  ]);
  const { customer, plan, number } = subscription;
  return (
    <>
      <PageHeader
        back={{ href: `/operator/subscriptions?open=${subscription.id}`, label: t("title") }}
        title={t("pause.title")}
        description={
          <>
            <Link href={`/operator/customers/${customer.id}`} className="text-brand-ink hover:underline">
              <bdi>{customer.name}</bdi>
            </Link>
            {" · "}
            <bdi>{plan.name}</bdi> <bdi className="figures">#{number}</bdi>
          </>
        }
      />
      {offer.obstacle ? (
        <Alert tone="warning" title={errors(offer.obstacle)} />
      ) : (
        <Card className="max-w-xl">
          <p className="mb-5 text-sm text-muted">{t("pause.text")}</p>
          <PauseForm
            action={pause}
            subscriptionId={subscription.id}
            when={{
              legend: t("pause.when"),
              choices: offer.times.map((value) => ({
                value,
                label: t(`pause.${value}`),
                description:
                  value === "now"
                    ? t("pause.nowText")
                    : t.rich("pause.periodEndText", { date: () => <DateTime value={offer.from} dateOnly /> }),
              })),
            }}
            until={{
              label: t("pause.until"),
              hint: t("pause.untilHint", { days: settings.pauses.maxDays }),
              note: common("optional"),
              min: offer.first,
              max: offer.last,
            }}
            reason={{ label: t("pause.reason"), note: common("optional") }}
            submit={t("pause.submit")}
          />
        </Card>
      )}
    </>
  );
}
