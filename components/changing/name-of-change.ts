import type { QuotedChange } from "#lib/billing/changing/quote-change.ts";

type Common = (
  key: "ofLength" | `length.${QuotedChange["agreed"]["contract"]["interval"]}`,
  values: Record<string, string | number>,
) => string;

/** What is changed to, added or removed: with its length, where the same plan comes with another one. */
export function nameOfChange({ agreed, from, name }: QuotedChange, common: Common): string {
  if (agreed.planId !== from.planId || agreed.priceId === from.priceId) return name;
  const { interval, intervalCount } = agreed.contract;
  return common("ofLength", { name, length: common(`length.${interval}`, { count: intervalCount }) });
}
