import type { Terms } from "#lib/catalog/terms.ts";

/** The terms that a form or an order kept; null when they are not such as are shown: anybody can send a form, and an order may be older than the shop. */
export function readTerms(text: string | string[] | null | undefined): Terms | null {
  try {
    const terms = JSON.parse(String(text));
    return canBeShown(terms) ? terms : null;
  } catch {
    return null;
  }
}

function canBeShown({ today, fromBalance, next, regular, currency, country, interval, couponDuration, ...terms }: Terms): boolean {
  const addOns: unknown = terms.addOns ?? [];
  return (
    Array.isArray(addOns) &&
    addOns.every((addOn) => Array.isArray(addOn) && typeof addOn[1] === "string") &&
    [today, fromBalance ?? "0", next ?? "0", regular ?? "0"].every((amount) => matches(amount, /^\d{1,18}$/)) &&
    matches(currency, /^[A-Z]{3}$/) &&
    matches(country, /^[A-Z]{2}$/) &&
    [interval, couponDuration ?? "NONE"].every((word) => matches(word, /^[A-Z]{1,20}$/)) &&
    [terms.intervalCount, terms.trialDays, terms.taxRatePpm, terms.couponCycles ?? 0].every(Number.isSafeInteger)
  );
}

function matches(value: unknown, form: RegExp): boolean {
  return typeof value === "string" && form.test(value);
}
