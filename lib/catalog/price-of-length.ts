import type { Tx } from "#lib/db/transaction.ts";
import type { Every } from "#lib/kernel/period.ts";
import type { Offer } from "./load-offer.ts";
import { isOnSale } from "./state.ts";

/** What a plan costs for another length, where it is sold for it; the newest price where there are several. */
export async function priceOfLength(
  tx: Tx,
  planId: string,
  { every, currency, taxIncluded }: { every: Every; currency: string; taxIncluded: boolean },
): Promise<Pick<Offer, "plan" | "price" | "amount"> | null> {
  const found = await tx.price.findFirst({
    where: { planId, interval: every.unit, intervalCount: every.count, taxIncluded, archivedAt: null, amounts: { some: { currency } } },
    orderBy: { createdAt: "desc" },
    include: { plan: true, amounts: { where: { currency } } },
  });
  if (!found || !isOnSale(found.plan)) return null;
  const { plan, amounts, ...price } = found;
  return { plan, price, amount: amounts[0].amount };
}
