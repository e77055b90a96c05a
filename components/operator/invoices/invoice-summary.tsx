import { useFormatter, useTranslations } from "next-intl";
import { Money } from "#components/ui/money.tsx";
import { COUNTED_UP_TO } from "#lib/kernel/counted.ts";
import type { InvoiceSums } from "#lib/reports/invoices.ts";
import { ListCount } from "../list-count.tsx";

/** What the filtered invoices come to, by currency; null: they are more than are counted. */
export function InvoiceSummary({ sums }: { sums: InvoiceSums[] | null }) {
  const t = useTranslations("operator-invoices.summary");
  const format = useFormatter();
  if (!sums) return <ListCount more>{t("countedUp", { count: COUNTED_UP_TO, shown: format.number(COUNTED_UP_TO) })}</ListCount>;
  const count = sums.reduce((total, { count: each }) => total + each, 0);
  return (
    <ul className="flex flex-wrap gap-x-5 gap-y-1">
      <li>{t("count", { count, shown: format.number(count) })}</li>
      {sums.map(({ currency, billed, credited, open }) => (
        <li key={currency} className="figures flex flex-wrap gap-x-1.5">
          <span title={t("billedMeaning")}>
            <Money value={{ minor: billed, currency }} className="font-medium text-ink" /> {t("billed")}
          </span>
          {credited > 0n && (
            <span title={t("creditedMeaning")}>
              · <Money value={{ minor: credited, currency }} /> {t("credited")}
            </span>
          )}
          {open > 0n && (
            <span title={t("openMeaning")}>
              · <Money value={{ minor: open, currency }} /> {t("open")}
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}
