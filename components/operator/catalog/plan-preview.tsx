import { PlanCard } from "#components/shop/plan-card.tsx";
import type { ShopPrice } from "#lib/catalog/queries.ts";
import type { PlanDraft } from "./plan-draft.ts";

/** The webshop's own card of a plan that is being typed, with its first payment plan. Nothing in it can be pressed. */
export function PlanPreview({ plan, prices }: { plan: PlanDraft; prices: ShopPrice[] }) {
  return (
    <div inert className="max-w-sm">
      <PlanCard plan={{ ...plan, id: "", prices }} prices={prices.slice(0, 1).map((price) => ({ price, shownFor: [], saving: null }))} />
    </div>
  );
}
