import { useLocale, useTranslations } from "next-intl";
import { Money } from "#components/ui/money.tsx";
import { numberFormat } from "#lib/kernel/intl.ts";
import type { TransactionSums } from "#lib/reports/transaction-sums.ts";

/** How many rows the filters leave, and in each currency what of them moved and what did not. */
export function TransactionSumsLine({ sums }: { sums: TransactionSums[] }) {
  const t = useTranslations("operator-transactions.sums");
  const count = sums.reduce((total, sum) => total + sum.count, 0);
  return (
    <div className="figures flex flex-wrap gap-x-4 gap-y-1">
      <span className="font-medium text-ink">{t("count", { count: numberFormat(useLocale()).format(count), plural: count })}</span>
      {sums.map(({ currency, charged, refunded, unmoved }) => (
        <span key={currency} className="contents">
          {(charged > 0n || refunded > 0n) && (
            <span title={t("meaning")}>
              {t("moved")} <Money value={{ minor: charged, currency }} />
              {refunded > 0n && (
                <>
                  {" − "}
                  <Money value={{ minor: refunded, currency }} />
                </>
              )}
            </span>
          )}
          {unmoved > 0n && (
            <span title={t("unmovedMeaning")}>
              {t("unmoved")} <Money value={{ minor: unmoved, currency }} />
            </span>
          )}
        </span>
      ))}
    </div>
  );
}
