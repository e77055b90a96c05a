import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ShopHeader } from "#components/shop/header.tsx";
import { PlanPage } from "#components/shop/plan-page.tsx";
import { VisitMark } from "#components/shop/visit-mark.tsx";
import { planBySlug } from "#lib/catalog/queries.ts";
import { savingOf } from "#lib/catalog/saving.ts";
import { type MarketParams, openMarket } from "#lib/web/shop/open-market.ts";
import { pageDescription } from "#lib/web/shop/page-description.ts";
import { Missing } from "../../missing.tsx";

type Props = MarketParams<{ slug: string }>;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { market: text, slug } = await params;
  const { market, settings } = await openMarket(text);
  const plan = await planBySlug(slug, market.currency);
  if (!plan) return { title: (await getTranslations("shop"))("missing.planTitle"), robots: { index: false } };
  return { title: plan.name, description: pageDescription(settings.brand, plan.tagline), robots: { index: plan.status === "PUBLIC" } };
}

export default async function Plan({ params }: Props) {
  const { market: text, slug } = await params;
  const { market, settings } = await openMarket(text);
  const plan = await planBySlug(slug, market.currency);
  if (!plan) return <Missing settings={settings} />;
  const prices = plan.prices.map((price) => ({ price, saving: savingOf(price, plan.prices) }));
  return (
    <>
      <ShopHeader settings={settings} over />
      <PlanPage plan={plan} prices={prices} currencies={settings.market.currencies} currency={market.currency} />
      <VisitMark step="PLAN_VIEW" planId={plan.id} />
    </>
  );
}
