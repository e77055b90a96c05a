import { useTranslations } from "next-intl";
import { cx } from "#components/ui/class-names.ts";

/** Links to this page in the other currencies. `to` is the place to return to. */
export function CurrencySwitch({ currencies, chosen, to }: { currencies: string[]; chosen: string; to: string }) {
  const t = useTranslations("shop");
  if (currencies.length < 2) return null;
  return (
    <nav aria-label={t("plans.currency")} className="flex rounded-full border bg-surface p-1 shadow-xs">
      {currencies.map((currency) => (
        <a
          key={currency}
          href={`/market?currency=${currency}&to=${encodeURIComponent(to)}`}
          aria-current={currency === chosen ? "true" : undefined}
          rel="nofollow"
          className={cx(
            "rounded-full px-3.5 py-2 text-sm font-medium transition",
            currency === chosen ? "bg-sunken text-ink" : "text-muted hover:text-ink",
          )}
        >
          {currency}
        </a>
      ))}
    </nav>
  );
}
