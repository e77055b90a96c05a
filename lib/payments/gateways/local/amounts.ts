import { decimalsOf } from "#lib/kernel/currency.ts";

/** Minor units of an amount as a provider writes it: whole, or with a point and at most as many decimals as the currency has. Null for any other. */
export function minorFromDecimal(text: string, currency: string, isDecimal: boolean): bigint | null {
  if (!/^[A-Z]{3}$/.test(currency)) return null;
  if (!isDecimal) return /^\d{1,15}$/.test(text) ? BigInt(text) : null;
  const [, whole, fraction = ""] = /^(\d{1,15})(?:\.(\d{1,4}))?$/.exec(text) ?? [];
  const decimals = decimalsOf(currency);
  if (whole === undefined || /[1-9]/.test(fraction.slice(decimals))) return null;
  return BigInt(whole + fraction.slice(0, decimals).padEnd(decimals, "0"));
}
