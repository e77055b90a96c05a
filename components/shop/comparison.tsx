import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Money } from "#components/ui/money.tsx";
import type { ShopPlan } from "#lib/catalog/queries.ts";
import type { Card } from "#lib/web/shop/plan-shelf.ts";

/** All plans side by side: the price for the chosen interval, picture, screens, packages, features. */
export function Comparison({ cards }: { cards: Card[] }) {
  const t = useTranslations("shop");
  const common = useTranslations("common");
  const plans = cards.map(({ plan }) => plan);
  const packages = [...new Set(plans.flatMap((plan) => plan.packages))];
  const features = [...new Set(plans.flatMap((plan) => plan.features))];
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a frame that scrolls must be reachable by keyboard
    <section aria-label={t("compare.title")} tabIndex={0} className="relative overflow-x-auto rounded-3xl border bg-surface shadow-card">
      <table className="comparison w-full border-collapse text-[0.8125rem] md:text-sm">
        <caption className="sr-only">{t("compare.title")}</caption>
        <thead>
          <tr>
            <th scope="col" className="w-28 min-w-28 font-medium text-muted md:w-56">
              {t("compare.plan")}
            </th>
            {cards.map(({ plan, prices }) => (
              <th key={plan.id} scope="col" className="min-w-18 align-bottom">
                <a href={`/plans/${plan.slug}`} className="font-semibold hover:underline md:text-base">
                  {plan.name}
                  <span className="sr-only"> {t("plan.details")}</span>
                </a>
                {prices.map(({ price, shownFor }) => (
                  <span key={price.id} data-every={shownFor.join(" ")} className="mt-0.5 grid text-xs font-normal text-muted md:text-sm">
                    <Money value={price.amount} className="whitespace-nowrap" />
                    <span>/ {common(`interval.${price.every.unit}`, { count: price.every.count })}</span>
                  </span>
                ))}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <Row label={t("compare.quality")} plans={plans} cell={(plan) => common(`quality.${plan.quality}`)} />
          <Row label={t("compare.streams")} plans={plans} cell={(plan) => plan.maxStreams} />
          <Row label={t("compare.devices")} plans={plans} cell={(plan) => plan.maxDevices} />
          {packages.map((name) => (
            <Row key={name} label={name} plans={plans} cell={(plan) => <Mark yes={plan.packages.includes(name)} />} />
          ))}
          {features.map((name) => (
            <Row key={name} label={name} plans={plans} cell={(plan) => <Mark yes={plan.features.includes(name)} />} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Row({ label, plans, cell }: { label: string; plans: ShopPlan[]; cell: (plan: ShopPlan) => ReactNode }) {
  return (
    <tr>
      <th scope="row">
        <bdi>{label}</bdi>
      </th>
      {plans.map((plan) => (
        <td key={plan.id}>{cell(plan)}</td>
      ))}
    </tr>
  );
}

function Mark({ yes }: { yes: boolean }) {
  const t = useTranslations("shop");
  return <span role="img" aria-label={yes ? t("compare.yes") : t("compare.no")} className="tick" data-no={yes ? undefined : ""} />;
}
