import type { EditablePrice } from "#components/operator/catalog/price-form.tsx";
import { toDecimal } from "#lib/kernel/money.ts";
import type { OperatorPrice } from "#lib/reports/plans.ts";
import type { Settings } from "#lib/settings/schema.ts";

/** A payment plan as its form shows it: a row for each currency of the shop, and for those it was once sold in. */
export function editablePrice(price: OperatorPrice, { currencies }: Settings["market"]): EditablePrice {
  const all = [...new Set([...currencies, ...price.amounts.map((row) => row.currency)])];
  const amounts = all.map((currency) => {
    const row = price.amounts.find((amount) => amount.currency === currency);
    const amount = row ? toDecimal({ minor: row.amount, currency }) : "";
    return { currency, amount, setupFee: row?.setupFee ? toDecimal({ minor: row.setupFee, currency }) : "" };
  });
  const { id, planId, interval, intervalCount, trialDays, billingDay, taxIncluded, sold, subscriptions } = price;
  return { id, planId, interval, intervalCount, trialDays, billingDay, taxIncluded, sold, subscriptions, amounts };
}

/** The form of a payment plan that does not exist yet: monthly, tax included. */
export function newPrice(planId: string, { currencies }: Settings["market"]): EditablePrice {
  const amounts = currencies.map((currency) => ({ currency, amount: "", setupFee: "" }));
  return {
    planId,
    interval: "MONTH",
    intervalCount: 1,
    trialDays: 0,
    billingDay: null,
    taxIncluded: true,
    sold: false,
    subscriptions: 0,
    amounts,
  };
}
