import { everyOf } from "#lib/catalog/contract.ts";
import type { Offer } from "#lib/catalog/load-offer.ts";
import { isOnSale, isSoldIn } from "#lib/catalog/state.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { conflict, DomainError, notFound } from "#lib/kernel/errors.ts";
import { isSameLength } from "#lib/subscriptions/proration.ts";

export type AddOn = Pick<Offer, "plan" | "price" | "amount">;

/**
 * The add-ons of an order by their prices, in that order: on sale like the plan, for its length and with its way of showing tax. Of each one.
 * @throws 404 `plan_unknown`, also where the plan takes none · 422 `price_changed`, `not_sold_in_country`, `currency_unavailable` · 409 `add_on_other_length`, `add_on_present`.
 */
export async function loadAddOns(
  tx: Tx,
  priceIds: string[],
  { plan, price }: Pick<Offer, "plan" | "price">,
  { currency, country }: { currency: string; country: string },
): Promise<AddOn[]> {
  const rows = await tx.price.findMany({
    relationLoadStrategy: "join",
    where: { id: { in: priceIds } },
    include: { plan: true, amounts: { where: { currency } } },
  });
  const addOns = priceIds.map((id): AddOn => {
    const row = rows.find((found) => found.id === id);
    if (plan.kind !== "REGULAR" || row?.plan.kind !== "ADD_ON" || !isOnSale(row.plan)) throw notFound("plan_unknown");
    const { plan: addOn, amounts, ...sold } = row;
    if (sold.archivedAt) throw new DomainError("price_changed");
    if (!isSoldIn(addOn, country)) throw new DomainError("not_sold_in_country", { field: "country" });
    if (amounts.length === 0) throw new DomainError("currency_unavailable", { field: "currency" });
    if (!isSameLength(everyOf(sold), everyOf(price)) || sold.taxIncluded !== price.taxIncluded) throw conflict("add_on_other_length");
    return { plan: addOn, price: sold, amount: amounts[0].amount };
  });
  if (new Set(addOns.map(({ plan: { id } }) => id)).size < addOns.length) throw conflict("add_on_present");
  return addOns;
}
