import { useLocale, useTranslations } from "next-intl";
import { Money } from "#components/ui/money.tsx";
import type { TransactionSums } from "#lib/reports/transactions.ts";

/** How many rows the filters leave, and what they add up to in each currency. */
export function TransactionSumsLine({ sums }: { sums: TransactionSums[] }) {
  const t = useTranslations("operator-transactions.sums");
  const count = sums.reduce((total, sum) => total + sum.count, 0);
  return (
    <div className="figures flex flex-wrap gap-x-4 gap-y-1">
      <span className="font-medium text-ink">{t("count", { count: new Intl.NumberFormat(useLocale()).format(count), plural: count })}</span>
      {sums.map(({ currency, charged, refunded }) => (
        <span key={currency} title={t("meaning")}>
          <Money value={{ minor: charged, currency }} />
          {refunded > 0n && (
            <>
              {" − "}
              <Money value={{ minor: refunded, currency }} />
            </>
          )}
        </span>
      ))}
    </div>
  );
}
