import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { z } from "zod";
import { PauseForm } from "#components/changing/pause-form.tsx";
import { Alert } from "#components/ui/alert.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { DateTime } from "#components/ui/date-time.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { ownSubscription } from "#lib/customers/account-queries.ts";
import { requireViewer } from "#lib/identity/session.ts";
import { requestSettings } from "#lib/settings/request-settings.ts";
import { pauseOffer } from "#lib/web/account/pause-page.ts";
import { pauseMyPlan } from "../../actions.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("account"))("pause.link") };
}

/** From when and until when the viewer's plan takes a break. */
export default async function PausePage({ params }: { params: Promise<{ id: string }> }) {
  const viewer = await requireViewer();
  const id = z.uuid().safeParse((await params).id);
  const subscription = id.success ? await ownSubscription(viewer.id, id.data) : null;
  if (!subscription) notFound();
  const settings = await requestSettings();
  const [offer, t, common, errors] = await Promise.all([
    pauseOffer(subscription, "VIEWER", settings),
    getTranslations("account"),
    getTranslations("common"),
    getTranslations("errors"),
  ]);
  const keep = (
    <a href="/account" className={buttonClass({})}>
      {t("pause.keep")}
    </a>
  );
  return (
    <>
      <PageHeader
        title={t("pause.title", { plan: subscription.plan.name })}
        description={t("pause.description")}
        back={{ href: "/account", label: t("nav.overview") }}
      />
      {offer.obstacle ? (
        <Alert tone="warning" title={errors(offer.obstacle)}>
          {keep}
        </Alert>
      ) : (
        <Card className="max-w-xl">
          <PauseForm
            action={pauseMyPlan}
            subscriptionId={subscription.id}
            when={{
              legend: t("pause.when"),
              choices: offer.times.map((value) => ({
                value,
                label: t.rich(`pause.${value}`, { date: () => <DateTime value={offer.from} dateOnly /> }),
                description: t(value === "now" ? "pause.nowText" : "pause.periodEndText"),
              })),
            }}
            until={{
              label: t("pause.until"),
              hint: t("pause.untilHint", { days: settings.pauses.maxDays }),
              note: common("optional"),
              min: offer.first,
              max: offer.last,
            }}
            submit={t("pause.submit")}
          >
            {keep}
          </PauseForm>
        </Card>
      )}
    </>
  );
}
