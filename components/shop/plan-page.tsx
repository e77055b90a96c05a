import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Alert } from "#components/ui/alert.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { cx } from "#components/ui/class-names.ts";
import { Globe, MonitorSmartphone, ScreenShare, Sparkles } from "#components/ui/icons.tsx";
import type { ShopPlan, ShopPrice } from "#lib/catalog/queries.ts";
import { regionNames } from "#lib/kernel/intl.ts";
import { posterAddress } from "./artworks.ts";
import { checkoutAddress } from "./checkout-address.ts";
import { CurrencySwitch } from "./currency-switch.tsx";
import { PriceFigure, PriceTerms } from "./price-tag.tsx";

type Props = { plan: ShopPlan; prices: { price: ShopPrice; saving: number | null }[]; currencies: string[]; currency: string };

/** A plan on a page of its own: its picture, what is in it, and each way to pay for it. */
export function PlanPage({ plan, prices, currencies, currency }: Props) {
  const t = useTranslations("shop");
  const common = useTranslations("common");
  const names = regionNames(useLocale());
  return (
    <main id="content">
      <div data-theme="dark" className="relative isolate overflow-hidden bg-[#08090d] text-white">
        <img
          src={posterAddress(plan)}
          alt=""
          width={1200}
          height={750}
          fetchPriority="high"
          className="absolute inset-0 size-full object-cover object-[50%_62%] opacity-90"
        />
        <div aria-hidden className="absolute inset-0 bg-linear-to-t from-[#08090d] via-[#08090d]/45 to-[#08090d]/75" />
        <div className="relative mx-auto flex min-h-104 max-w-6xl flex-col justify-end px-4 pt-36 pb-14 sm:px-6">
          <h1 className="text-[clamp(2.5rem,7vw,4.5rem)] leading-[1.04] font-semibold tracking-[-0.035em]">
            <bdi>{plan.name}</bdi>
          </h1>
          <p className="mt-4 max-w-2xl text-xl text-white/85">
            <bdi>{plan.tagline}</bdi>
          </p>
        </div>
      </div>
      <div className="mx-auto grid max-w-6xl gap-12 px-4 pt-14 sm:px-6 lg:grid-cols-[3fr_2fr]">
        <div className="order-2 lg:order-1">
          <p className="max-w-prose text-lg leading-relaxed whitespace-pre-line">
            <bdi>{plan.description}</bdi>
          </p>
          <ul className={cx("mt-10 grid gap-4", plan.countries.length > 0 ? "sm:grid-cols-2" : "sm:grid-cols-3")}>
            <Fact icon={<Sparkles aria-hidden />}>{common(`quality.${plan.quality}`)}</Fact>
            <Fact icon={<ScreenShare aria-hidden />}>{t("facts.streams", { count: plan.maxStreams })}</Fact>
            <Fact icon={<MonitorSmartphone aria-hidden />}>{t("facts.devices", { count: plan.maxDevices })}</Fact>
            {plan.countries.length > 0 && (
              <Fact icon={<Globe aria-hidden />}>
                {t("facts.countries", {
                  countries: new Intl.ListFormat(useLocale()).format(plan.countries.map((code) => names.of(code) ?? code)),
                })}
              </Fact>
            )}
          </ul>
          {plan.packages.length > 0 && (
            <>
              <h2 className="mt-12 text-xl font-semibold">{t("plan.packages")}</h2>
              <div className="mt-4 flex flex-wrap gap-2">
                {plan.packages.map((name) => (
                  <Badge key={name} tone="brand" className="px-3.5 py-1.5 text-sm">
                    {name}
                  </Badge>
                ))}
              </div>
            </>
          )}
          {plan.features.length > 0 && (
            <>
              <h2 className="mt-12 text-xl font-semibold">{t("plan.included")}</h2>
              <ul className="mt-4 grid gap-3">
                {plan.features.map((feature) => (
                  <li key={feature} className="tick">
                    <bdi>{feature}</bdi>
                  </li>
                ))}
              </ul>
            </>
          )}
        </div>
        <section aria-labelledby="prices" className="order-1 grid content-start gap-4 lg:order-2">
          <div className="flex flex-wrap items-center justify-between gap-3">
            <h2 id="prices" className="text-xl font-semibold">
              {t("plan.prices")}
            </h2>
            <CurrencySwitch currencies={currencies} chosen={currency} to={`/plans/${plan.slug}`} />
          </div>
          {prices.length === 0 && (
            <Alert tone="info" title={t("plan.notInCurrency", { currency })}>
              {t("plan.otherCurrency")}
            </Alert>
          )}
          {prices.map(({ price, saving }) => (
            <div key={price.id} className="grid gap-4 rounded-3xl border bg-surface p-6 shadow-card">
              <div className="grid gap-2">
                <PriceFigure price={price} />
                {(price.trialDays > 0 || saving) && (
                  <div className="flex flex-wrap gap-2">
                    {price.trialDays > 0 && <Badge tone="brand">{t("plan.trial", { days: price.trialDays })}</Badge>}
                    {saving && <Badge tone="positive">{t("plan.saving", { percent: saving })}</Badge>}
                  </div>
                )}
                <PriceTerms plan={plan} price={price} />
              </div>
              <a href={checkoutAddress(price)} className={buttonClass({ variant: "primary", size: "lg" }, "w-full")}>
                {price.trialDays > 0 ? t("plan.startTrial") : t("plan.choose")}
              </a>
              {plan.kind === "REGULAR" && price.amount.minor > 0n && (
                <a
                  href={`/checkout/gift?price=${price.id}&currency=${price.amount.currency}`}
                  className="text-center text-sm text-muted underline underline-offset-4 hover:text-ink"
                >
                  {t("plan.gift")}
                </a>
              )}
            </div>
          ))}
          {plan.startsAtFirstLogin && <p className="text-sm text-muted">{t("plan.firstLogin")}</p>}
        </section>
      </div>
    </main>
  );
}

function Fact({ icon, children }: { icon: ReactNode; children: ReactNode }) {
  return (
    <li className="flex items-center gap-3.5 rounded-2xl border bg-surface p-4 font-medium [&_svg]:size-5 [&_svg]:shrink-0 [&_svg]:text-brand-ink">
      {icon}
      {children}
    </li>
  );
}
