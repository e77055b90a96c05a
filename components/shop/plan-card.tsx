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

/** A plan in the shop, also as the operator sees it while typing. */
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
        "relative flex flex-col overflow-hidden rounded-3xl border bg-surface shadow-card transition duration-300 ease-calm hover:-translate-y-1 hover:shadow-float",
        plan.highlighted && "border-brand-ink ring-1 ring-brand-ink",
      )}
    >
      <div className="relative h-40 overflow-hidden">
        <img src={posterAddress(plan)} alt="" width={480} height={300} loading="lazy" className="size-full object-cover" />
        <div aria-hidden className="absolute inset-0 bg-linear-to-t from-surface via-surface/10 to-transparent" />
        {plan.highlighted && <Badge className="absolute end-4 top-4 bg-brand! text-on-brand!">{t("plan.favourite")}</Badge>}
      </div>
      <div className="relative flex flex-1 flex-col gap-5 p-6 pt-3">
        <div>
          <h3 className="text-xl font-semibold">
            <a href={`/plans/${plan.slug}`} className="hover:underline">
              <bdi>{plan.name}</bdi>
            </a>
          </h3>
          <p className="mt-1 min-h-12 text-muted">
            <bdi>{plan.tagline}</bdi>
          </p>
        </div>
        {prices.map(({ price, shownFor, saving }) => (
          <div key={price.id} data-every={shownFor.join(" ")} className="grid gap-4">
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
            <a
              href={checkoutAddress(price)}
              className={buttonClass({ variant: plan.highlighted ? "primary" : "secondary", size: "lg" }, "w-full")}
            >
              {price.trialDays > 0 ? t("plan.startTrial") : t("plan.choose")}
              <span className="sr-only">: {plan.name}</span>
            </a>
          </div>
        ))}
        <ul className="grid gap-2.5 border-t pt-5 text-sm">
          {[...facts, ...plan.features].map((feature) => (
            <li key={feature} className="tick">
              <bdi>{feature}</bdi>
            </li>
          ))}
        </ul>
      </div>
    </article>
  );
}
