import { useTranslations } from "next-intl";
import { buttonClass } from "#components/ui/button.tsx";
import type { ShopPlan } from "#lib/catalog/queries.ts";
import type { NotForSaleReason } from "#lib/web/checkout/not-for-sale.ts";

type Props = { reason: NotForSaleReason; store?: string | null; plan: ShopPlan; onSale: boolean };

/** Why this cannot be bought (now), and what to do instead. */
export function NotForSale({ reason, store, plan, onSale }: Props) {
  const t = useTranslations("checkout.notForSale");
  const next = reason === "subscribed" || reason === "store" ? "/account" : onSale ? `/plans/${plan.slug}` : "/#plans";
  const names = { plan: plan.name, store: `\u2068${store}\u2069` };
  return (
    <main id="content" className="mx-auto grid min-h-[60dvh] max-w-xl content-center justify-items-start gap-4 px-4 py-16 sm:px-6">
      <h1 className="text-3xl font-semibold">{t(`${reason}.title`, names)}</h1>
      <p className="text-lg text-muted">{t(`${reason}.text`, names)}</p>
      <div className="mt-3 flex flex-wrap gap-3">
        <a href={next} className={buttonClass({ variant: "primary", size: "lg" })}>
          {t(`${reason}.next`)}
        </a>
        <a href="/#plans" className={buttonClass({ size: "lg" })}>
          {t("plans")}
        </a>
      </div>
    </main>
  );
}
