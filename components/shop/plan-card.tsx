import { useTranslations } from "next-intl";
import { Badge } from "#components/ui/badge.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { cx } from "#components/ui/class-names.ts";
import type { ShopPlan } from "#lib/catalog/queries.ts";
import { posterAddress } from "./artworks.ts";
import { checkoutAddress } from "./checkout-address.ts";
import { PriceFigure, PriceTerms } from "./price-tag.tsx";

/** A payment plan on the card, and for which choices of the interval switch it shows. */
type CardPrice = { price: ShopPlan["prices"][number]; shownFor: string[]; saving: number | null };

/** A plan in the shop, also as the operator sees it while typing. In a grid its four parts line up with those of its neighbours. */
export function PlanCard({ plan, prices }: { plan: ShopPlan; prices: CardPrice[] }) {
  const t = useTranslations("shop");
  const common = useTranslations("common");
  const facts = [
    common(`quality.${plan.quality}`),
    t("facts.streams", { count: plan.maxStreams }),
    t("facts.devices", { count: plan.maxDevices }),
  ];
  return (
    <article
      className={cx(
        "relative row-span-4 grid grid-rows-subgrid gap-y-0 overflow-hidden rounded-3xl border bg-surface shadow-card transition duration-300 ease-calm hover:-translate-y-1 hover:shadow-float",
        plan.highlighted && "border-brand-ink ring-1 ring-brand-ink",
      )}
    >
      <img src={posterAddress(plan)} alt="" width={480} height={300} loading="lazy" className="h-40 w-full object-cover" />
      {plan.highlighted && <Badge className="absolute end-4 top-4 bg-brand! text-on-brand!">{t("plan.favourite")}</Badge>}
      <div className="px-6 pt-5">
        <h3 className="text-xl font-semibold">
          <a href={`/plans/${plan.slug}`} className="hover:underline">
            <bdi>{plan.name}</bdi>
            <span className="sr-only"> {t("plan.details")}</span>
          </a>
        </h3>
        <p className="mt-1 text-muted">
          <bdi>{plan.tagline}</bdi>
        </p>
      </div>
      <div className="grid gap-6 px-6 pt-5">
        {prices.map(({ price, shownFor, saving }) => (
          <div key={price.id} data-every={shownFor.join(" ")} className="grid grid-rows-[1fr_auto] gap-4">
            <div className="grid content-start gap-2">
              <PriceFigure price={price} />
              {(price.trialDays > 0 || saving) && (
                <div className="flex flex-wrap gap-2">
                  {price.trialDays > 0 && <Badge tone="brand">{t("plan.trial", { days: price.trialDays })}</Badge>}
                  {saving && <Badge tone="positive">{t("plan.saving", { percent: saving })}</Badge>}
                </div>
              )}
              <PriceTerms plan={plan} price={price} />
            </div>
            <a
              href={checkoutAddress(price)}
              className={buttonClass({ variant: plan.highlighted ? "primary" : "secondary", size: "lg" }, "w-full")}
            >
              {price.trialDays > 0 ? t("plan.startTrial") : t("plan.choose")}
              <span className="sr-only">: {plan.name}</span>
            </a>
          </div>
        ))}
      </div>
      <ul className="mx-6 mt-5 mb-6 grid content-start gap-2.5 border-t pt-5 text-sm">
        {[...facts, ...plan.features].map((feature) => (
          <li key={feature} className="tick">
            <bdi>{feature}</bdi>
          </li>
        ))}
      </ul>
    </article>
  );
}
