import type { ShopPrice } from "#lib/catalog/queries.ts";
import type { OperatorPrice } from "#lib/reports/plans.ts";
import type { Settings } from "#lib/settings/schema.ts";

/** The payment plans on sale in the shop's main currency, as its card shows them. */
export function previewPrices(prices: OperatorPrice[], { defaultCurrency: currency }: Settings["market"]): ShopPrice[] {
  return prices
    .filter((price) => !price.archivedAt)
    .flatMap(({ id, interval, intervalCount, trialDays, taxIncluded, amounts }) => {
      const row = amounts.find((amount) => amount.currency === currency);
      if (!row) return [];
      const every = { unit: interval, count: intervalCount };
      return [{ id, every, trialDays, taxIncluded, amount: { minor: row.amount, currency }, setupFee: { minor: row.setupFee, currency } }];
    });
}
