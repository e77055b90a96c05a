import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { InvoiceList } from "#components/account/invoice-list.tsx";
import { StorePlanCard } from "#components/account/store-plan-card.tsx";
import { SubscriptionCard } from "#components/account/subscription-card.tsx";
import { TvLogin } from "#components/account/tv-login.tsx";
import { VerifyNotice } from "#components/account/verify-notice.tsx";
import { Alert } from "#components/ui/alert.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { Section } from "#components/ui/card.tsx";
import { cx } from "#components/ui/class-names.ts";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Tv } from "#components/ui/icons.tsx";
import { ownInvoices } from "#lib/customers/account-queries.ts";
import { requireViewer } from "#lib/identity/session.ts";
import { requestSettings } from "#lib/settings/request-settings.ts";
import { type OwnPlan, ownPlans } from "#lib/web/account/own-plans.ts";
import { ownStorePlans } from "#lib/web/account/own-store-plans.ts";
import { choiceParam, readParams, type SearchParams } from "#lib/web/lists/page-params.ts";
import { agreeToPrice, keepSubscription, resumeMyPlan, sendVerificationAgain, showTvPassword, stayWithPlan } from "./actions.ts";

const PARAMS = {
  notice: choiceParam([
    "canceled",
    "ended",
    "withdrawn",
    "withdrawal_kept",
    "kept",
    "password",
    "changed",
    "scheduled",
    "dropped",
    "paused",
    "pausing",
    "resumed",
    "agreed",
  ]),
};

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("account"))("overview.title") };
}

export default async function AccountPage({ searchParams }: { searchParams: SearchParams }) {
  const viewer = await requireViewer();
  const { notice } = await readParams(PARAMS, searchParams);
  const settings = await requestSettings();
  const [t, { shown, earlier }, invoices, inStores] = await Promise.all([
    getTranslations("account"),
    ownPlans(viewer.id, settings),
    ownInvoices(viewer.id, 3),
    ownStorePlans(viewer.id),
  ]);
  const watching = inStores.length > 0 || shown.some(({ next }) => next.kind !== "unfinished");
  return (
    <div className="grid grid-cols-1 gap-8">
      <h1 className="text-3xl font-semibold">{t("overview.greeting", { name: viewer.name })}</h1>
      {notice && <Alert tone="positive" title={t(`notice.${notice}`)} />}
      {!viewer.emailVerifiedAt && <VerifyNotice email={viewer.email} action={sendVerificationAgain} />}
      <div
        className={cx(
          "grid grid-cols-1 items-start gap-x-6 gap-y-8",
          watching && "xl:grid-cols-[minmax(0,1fr)_22rem] xl:grid-rows-[auto_1fr]",
        )}
      >
        <section className="grid min-w-0 grid-cols-1 gap-4">
          <h2 className="sr-only">{t("overview.subscriptions")}</h2>
          {shown.map(cardOf)}
          {inStores.map((plan) => (
            <StorePlanCard key={plan.id} {...plan} />
          ))}
          {shown.length + inStores.length === 0 && (
            <EmptyState
              icon={<Tv aria-hidden />}
              title={t("empty.plans.title")}
              action={
                <a href="/#plans" className={buttonClass({ variant: "primary" })}>
                  {t("empty.plans.action")}
                </a>
              }
            >
              {t("empty.plans.text")}
            </EmptyState>
          )}
        </section>
        {watching && (
          <Section title={t("tv.title")} description={t("tv.text")} className="xl:col-start-2 xl:row-span-2 xl:row-start-1">
            <TvLogin userId={viewer.serviceUserId} action={showTvPassword} />
            <Apps brand={settings.brand} title={t("apps.title")} browser={t("apps.browser")} />
          </Section>
        )}
        {invoices.length > 0 && (
          <section className="min-w-0 xl:col-start-1">
            <div className="mb-3 flex items-baseline justify-between gap-4">
              <h2 className="text-lg font-semibold">{t("overview.latestInvoices")}</h2>
              <a href="/account/invoices" className="text-sm font-medium text-brand-ink hover:underline">
                {t("overview.allInvoices")}
              </a>
            </div>
            <InvoiceList invoices={invoices} />
          </section>
        )}
      </div>
      {earlier.length > 0 && (
        <section>
          <h2 className="mb-3 text-lg font-semibold">{t("overview.earlier")}</h2>
          <div className="grid gap-4">{earlier.map(cardOf)}</div>
        </section>
      )}
    </div>
  );
}

const cardOf = (plan: OwnPlan) => (
  <SubscriptionCard
    key={plan.subscription.id}
    {...plan}
    undo={keepSubscription}
    stay={stayWithPlan}
    resume={resumeMyPlan}
    agree={agreeToPrice}
  />
);

function Apps({
  brand,
  title,
  browser,
}: {
  brand: { appUrl: string; apps: { label: string; url: string }[] };
  title: string;
  browser: string;
}) {
  const links = [...(brand.appUrl ? [{ label: browser, url: brand.appUrl }] : []), ...brand.apps];
  if (links.length === 0) return null;
  return (
    <div className="mt-6 border-t pt-4">
      <h3 className="text-sm font-medium">{title}</h3>
      <ul className="mt-2 flex flex-wrap gap-x-4 gap-y-1 text-sm">
        {links.map(({ label, url }) => (
          <li key={url}>
            <a href={url} className="text-brand-ink hover:underline">
              {label}
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}
