import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { z } from "zod";
import { AgainForm } from "#components/account/again-form.tsx";
import { Summary } from "#components/shop/checkout/summary.tsx";
import { Alert } from "#components/ui/alert.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { ownSubscription } from "#lib/customers/account-queries.ts";
import { requireViewer } from "#lib/identity/session.ts";
import { requestSettings } from "#lib/settings/request-settings.ts";
import { againOffer } from "#lib/web/checkout/again-offer.ts";
import { readParams, type SearchParams, textParam } from "#lib/web/lists/page-params.ts";
import { takeUpAgain } from "../../actions.ts";

const PARAMS = { coupon: textParam() };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("account"))("subscription.again") };
}

/** What an ended plan costs when it is taken up again, and the one button that does it. */
export default async function AgainPage({ params, searchParams }: { params: Promise<{ id: string }>; searchParams: SearchParams }) {
  const viewer = await requireViewer();
  const id = z.uuid().safeParse((await params).id);
  const subscription = id.success ? await ownSubscription(viewer.id, id.data) : null;
  if (!subscription) notFound();
  const { coupon } = await readParams(PARAMS, searchParams);
  const settings = await requestSettings();
  const [t, errors, offer] = await Promise.all([
    getTranslations("account"),
    getTranslations("errors"),
    againOffer(subscription, viewer, coupon, settings),
  ]);
  const back = { href: "/account", label: t("nav.overview") };
  const had = { plan: `\u2068${subscription.plan.name}\u2069` };
  if (offer.kind === "refused") {
    const { code, store = "" } = offer;
    const title = code === "already_has_plan" ? t("again.has") : code ? errors(code, { store }) : t("again.none");
    return (
      <>
        <PageHeader title={t("again.title", had)} back={back} />
        <Alert tone="info" title={title}>
          <a href="/#plans" className={buttonClass({ size: "sm" })}>
            {t("again.plans")}
          </a>
        </Alert>
      </>
    );
  }
  const { found, quote, fromBalance, couponRefused } = offer;
  return (
    <>
      <PageHeader
        title={t("again.title", { plan: `\u2068${found.plan.name}\u2069` })}
        description={found.same ? t("again.text") : t("again.nearest", had)}
        back={back}
      />
      <Card className="grid max-w-xl gap-6">
        {couponRefused && <Alert tone="warning" title={t("again.coupon", { code: coupon ?? "" })} />}
        <Summary plan={found.plan} quote={quote} fromBalance={fromBalance} refusal={null} />
        <AgainForm action={takeUpAgain} subscriptionId={subscription.id} offer={offer} />
      </Card>
    </>
  );
}
