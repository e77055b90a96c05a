import { useTranslations } from "next-intl";
import { Money } from "#components/ui/money.tsx";
import type { Interval } from "#lib/db/generated/client.ts";

type Props = { amount: bigint; currency: string; interval: Interval; intervalCount: number };

/** "€7.99 every month", as it was sold. */
export function TermPrice({ amount, currency, interval, intervalCount }: Props) {
  const t = useTranslations("common.every");
  return (
    <span className="whitespace-nowrap">
      <Money value={{ minor: amount, currency }} className="figures" />{" "}
      <span className="text-muted">{t(interval, { count: intervalCount })}</span>
    </span>
  );
}
