import { publicPlans, type ShopPlan } from "#lib/catalog/queries.ts";
import { pageGeneration } from "#lib/web/http/page-store.ts";

type Shelf = { generation: number; plans: Promise<ShopPlan[]> };

const shelves = new Map<string, Shelf>();

/** The add-ons that the shop sells in a currency, kept in memory like its pages until the shop changes: the checkout asks for nothing to show them. */
export function addOnShelf(currency: string): Promise<ShopPlan[]> {
  const generation = pageGeneration();
  const kept = shelves.get(currency);
  if (kept?.generation === generation) return kept.plans;
  const plans = publicPlans(currency).then((all) => all.filter(({ kind }) => kind === "ADD_ON"));
  shelves.set(currency, { generation, plans });
  plans.catch(() => shelves.delete(currency));
  return plans;
}
