import { useTranslations } from "next-intl";
import { Money } from "#components/ui/money.tsx";
import type { ShopPlan, ShopPrice } from "#lib/catalog/queries.ts";

/** The price in figures. */
export function PriceFigure({ price }: { price: ShopPrice }) {
  const t = useTranslations("common");
  return (
    <p className="flex flex-wrap items-baseline gap-x-2">
      <Money value={price.amount} className="figures text-4xl font-semibold tracking-tight" />
      <span className="text-muted">/ {t(`interval.${price.every.unit}`, { count: price.every.count })}</span>
    </p>
  );
}

/** What the price means, said plainly: trial, renewal, set-up fee, tax. */
export function PriceTerms({ plan, price }: { plan: Pick<ShopPlan, "kind">; price: ShopPrice }) {
  const t = useTranslations("shop.price");
  const common = useTranslations("common");
  const every = common(`every.${price.every.unit}`, { count: price.every.count });
  const amount = () => <Money value={price.amount} />;
  const term = () => {
    if (plan.kind === "TRIAL" || plan.kind === "PASS")
      return t("ends", { term: common(`length.${price.every.unit}`, { count: price.every.count }) });
    if (price.trialDays > 0) return t.rich("trial", { days: price.trialDays, every, amount });
    return t("renews", { every });
  };
  return (
    <ul className="grid gap-0.5 text-sm text-muted">
      <li>{term()}</li>
      {price.setupFee.minor > 0n && <li>{t.rich("setup", { amount: () => <Money value={price.setupFee} /> })}</li>}
      <li>{price.taxIncluded ? t("taxIncluded") : t("taxAdded")}</li>
    </ul>
  );
}
