import { useLocale } from "next-intl";
import { formatMoney } from "#lib/kernel/format.ts";
import { toDecimal } from "#lib/kernel/money.ts";

/** What a diagram says of a bucket: an amount in minor units, by what it is called. */
export function useMoneyFact(currency: string) {
  const locale = useLocale();
  return (label: string, minor: bigint) => ({
    label,
    text: formatMoney({ minor, currency }, locale),
    decimal: toDecimal({ minor, currency }),
  });
}
