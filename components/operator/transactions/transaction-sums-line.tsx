import { useLocale, useTranslations } from "next-intl";
import { Money } from "#components/ui/money.tsx";
import { COUNTED_UP_TO } from "#lib/kernel/counted.ts";
import { numberFormat } from "#lib/kernel/intl.ts";
import type { TransactionSums } from "#lib/reports/transaction-sums.ts";
import { ListCount } from "../list-count.tsx";

/** How many rows the filters leave, and in each currency what of them moved and what did not; null: more than are counted. */
export function TransactionSumsLine({ sums }: { sums: TransactionSums[] | null }) {
  const t = useTranslations("operator-transactions.sums");
  const format = numberFormat(useLocale());
  if (!sums) return <ListCount more>{t("countedUp", { count: format.format(COUNTED_UP_TO), plural: COUNTED_UP_TO })}</ListCount>;
  const count = sums.reduce((total, sum) => total + sum.count, 0);
  return (
    <div className="figures flex flex-wrap gap-x-4 gap-y-1">
      <ListCount more={false}>{t("count", { count: format.format(count), plural: count })}</ListCount>
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
