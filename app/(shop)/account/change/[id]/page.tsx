import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { z } from "zod";
import { ChangeForm } from "#components/account/change-form.tsx";
import { ChangeOptions } from "#components/account/change-options.tsx";
import { Extras } from "#components/account/extras.tsx";
import { ChangeAmounts } from "#components/changing/change-amounts.tsx";
import { nameOfChange } from "#components/changing/name-of-change.ts";
import { Alert } from "#components/ui/alert.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import type { Wanted } from "#lib/billing/changing/target.ts";
import { ownSubscription } from "#lib/customers/account-queries.ts";
import { viewerActor } from "#lib/identity/actor.ts";
import { requireViewer } from "#lib/identity/session.ts";
import { offeredGateways } from "#lib/payments/offered-gateways.ts";
import { requestSettings } from "#lib/settings/request-settings.ts";
import { addOnOptions, changeOptions, offeredChange } from "#lib/web/account/change-page.ts";
import { currencyParam, idParam, readParams, type SearchParams } from "#lib/web/lists/page-params.ts";
import { changeMyPlan } from "../../actions.ts";

const PARAMS = { price: idParam(), add: idParam(), remove: idParam(), currency: currencyParam() };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("change"))("title") };
}

/** Which plan instead, then what it costs and gives back; agreed to, it is done. */
export default async function ChangePage({ params, searchParams }: { params: Promise<{ id: string }>; searchParams: SearchParams }) {
  const viewer = await requireViewer();
  const id = z.uuid().safeParse((await params).id);
  const subscription = id.success ? await ownSubscription(viewer.id, id.data) : null;
  const settings = await requestSettings();
  if (!subscription || !settings.changes.byViewers) notFound();
  const { price, add, remove, currency: chosen } = await readParams(PARAMS, searchParams);
  const inCurrency = chosen ?? subscription.currency;
  const [t, errors, common] = await Promise.all([getTranslations("change"), getTranslations("errors"), getTranslations("common")]);
  const here = `/account/change/${subscription.id}`;
  const account = { href: "/account", label: t("back") };
  const wanted: Wanted | null = price ? { priceId: price, currency: inCurrency } : add ? { add } : remove ? { remove } : null;
  if (!wanted) {
    const country = viewer.country ?? settings.company.country;
    const [options, extras] = await Promise.all([changeOptions(inCurrency, country, subscription), addOnOptions(subscription, country)]);
    return (
      <>
        <PageHeader title={t("title")} description={t("text", { plan: subscription.plan.name })} back={account} />
        <ChangeOptions
          options={options}
          here={here}
          currency={inCurrency}
          currencies={[...new Set([subscription.currency, ...settings.market.currencies])]}
        />
        <Extras items={subscription.items} options={extras} here={here} />
      </>
    );
  }
  const { quoted, refusal } = await offeredChange(subscription.id, wanted, viewerActor(viewer, null));
  const back = { href: here, label: t("others") };
  if (!quoted)
    return (
      <>
        <PageHeader title={t("title")} back={back} />
        <Alert tone="warning" title={errors(refusal.code, refusal.values)}>
          <a href="/account" className={buttonClass({ size: "sm" })}>
            {t("back")}
          </a>
        </Alert>
      </>
    );
  const { currency } = quoted.agreed.contract;
  const due = { minor: quoted.price.due - quoted.fromBalance, currency };
  return (
    <>
      <PageHeader
        title={t(`confirm.${price ? "plan" : add ? "add" : "remove"}`, { plan: nameOfChange(quoted, common) })}
        description={t(price ? "instead" : "part", { plan: subscription.plan.name })}
        back={back}
      />
      <Card className="max-w-xl">
        <ChangeAmounts quoted={quoted} from={subscription.plan.name} credit={settings.changes.credit} />
        <ChangeForm
          action={changeMyPlan}
          subscriptionId={subscription.id}
          wanted={wanted}
          quoted={quoted}
          gateways={
            due.minor > 0n
              ? offeredGateways(settings, { amount: due, renews: true, country: viewer.country, planId: quoted.agreed.planId })
              : []
          }
        />
      </Card>
    </>
  );
}
