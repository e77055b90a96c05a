import { getTranslations } from "next-intl/server";
import { Comparison } from "#components/shop/comparison.tsx";
import { CurrencySwitch } from "#components/shop/currency-switch.tsx";
import { ShopHeader } from "#components/shop/header.tsx";
import { Hero } from "#components/shop/hero.tsx";
import { IntervalSwitch } from "#components/shop/interval-switch.tsx";
import { PlanCard } from "#components/shop/plan-card.tsx";
import { Questions } from "#components/shop/questions.tsx";
import { Steps } from "#components/shop/steps.tsx";
import { ButtonLink } from "#components/ui/button.tsx";
import { cx } from "#components/ui/class-names.ts";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Clapperboard } from "#components/ui/icons.tsx";
import { publicPlans } from "#lib/catalog/queries.ts";
import { type MarketParams, openMarket } from "#lib/web/shop/open-market.ts";
import { planShelf } from "#lib/web/shop/plan-shelf.ts";

/** How many cards stand side by side, by their number, so that none is left alone in a row. */
const COLUMNS = [
  "",
  "max-w-md",
  "max-w-4xl sm:grid-cols-2",
  "sm:grid-cols-2 lg:grid-cols-3",
  "sm:grid-cols-2 xl:grid-cols-4",
  "sm:grid-cols-2 lg:grid-cols-3",
];

export default async function Landing({ params }: MarketParams) {
  const { market, settings } = await openMarket((await params).market);
  const [sold, t] = await Promise.all([publicPlans(market.currency), getTranslations("shop")]);
  const { brand } = settings;
  const shelf = planShelf(sold);
  const extras = shelf.cards.filter(({ plan }) => plan.kind === "ADD_ON");
  const cards = shelf.cards.filter(({ plan }) => plan.kind !== "ADD_ON");
  const plans = cards.map(({ plan }) => plan);
  return (
    <>
      <ShopHeader settings={settings} over />
      <main id="content">
        <Hero brand={brand} from={shelf.cheapest} hasPlans={plans.length > 0} />
        <section id="plans" className="mx-auto max-w-6xl scroll-mt-4 px-4 pt-20 sm:px-6">
          <div className="flex flex-wrap items-end justify-between gap-x-8 gap-y-6">
            <div>
              <h2 className="text-3xl font-semibold sm:text-4xl">{t("plans.title")}</h2>
              <p className="mt-3 max-w-prose text-lg text-muted">{t("plans.text")}</p>
            </div>
            {plans.length > 0 && (
              <div className="flex flex-wrap gap-3">
                <IntervalSwitch intervals={shelf.intervals} chosen={shelf.chosen} within="content" />
                <CurrencySwitch currencies={settings.market.currencies} chosen={market.currency} to="/#plans" />
              </div>
            )}
          </div>
          {plans.length === 0 ? (
            <div className="mt-10">
              <EmptyState icon={<Clapperboard aria-hidden />} title={t("empty.title")}>
                {t(brand.supportEmail ? "empty.textToAsk" : "empty.text")}
                {brand.supportEmail && (
                  <div className="mt-4">
                    <ButtonLink href={`mailto:${brand.supportEmail}`}>{t("empty.ask")}</ButtonLink>
                  </div>
                )}
              </EmptyState>
            </div>
          ) : (
            <div className={cx("mt-10 grid gap-6", COLUMNS[Math.min(plans.length, COLUMNS.length - 1)])}>
              {cards.map(({ plan, prices }) => (
                <PlanCard key={plan.id} plan={plan} prices={prices} />
              ))}
            </div>
          )}
        </section>
        {extras.length > 0 && (
          <section className="mx-auto max-w-6xl px-4 pt-24 sm:px-6">
            <h2 className="text-3xl font-semibold">{t("extras.title")}</h2>
            <p className="mt-3 max-w-prose text-lg text-muted">{t("extras.text")}</p>
            <div className={cx("mt-8 grid gap-6", COLUMNS[Math.min(extras.length, COLUMNS.length - 1)])}>
              {extras.map(({ plan, prices }) => (
                <PlanCard key={plan.id} plan={plan} prices={prices} />
              ))}
            </div>
          </section>
        )}
        {plans.length > 1 && (
          <section className="mx-auto max-w-6xl px-4 pt-24 sm:px-6">
            <h2 className="mb-8 text-3xl font-semibold">{t("compare.title")}</h2>
            <Comparison cards={cards} />
          </section>
        )}
        {plans.length > 0 && <Steps apps={brand.apps} />}
        {brand.faq.length > 0 && (
          <section className="mx-auto max-w-3xl px-4 pt-24 sm:px-6">
            <h2 className="mb-8 text-3xl font-semibold">{t("faq.title")}</h2>
            <Questions items={brand.faq.slice(0, 6)} />
            {brand.faq.length > 6 && (
              <p className="mt-6">
                <a href="/faq" className="font-medium text-brand-ink underline underline-offset-4">
                  {t("faq.all")}
                </a>
              </p>
            )}
          </section>
        )}
      </main>
    </>
  );
}
