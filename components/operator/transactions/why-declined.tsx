import { useTranslations } from "next-intl";
import { DateTime } from "#components/ui/date-time.tsx";
import type { TransactionRow } from "#lib/reports/transactions.ts";
import { useFailureText } from "../failure-text.ts";

/** What the bank said, and when it is tried again. */
export function WhyDeclined({ row }: { row: TransactionRow }) {
  const t = useTranslations("operator-transactions");
  const failureText = useFailureText();
  if (row.status !== "DECLINED") return null;
  return (
    <span className="mt-0.5 block max-w-40 text-xs text-muted">
      <bdi className="line-clamp-2 ltr:text-left rtl:text-right" title={failureText(row)}>
        {failureText(row)}
      </bdi>
      {row.nextTryAt && (
        <span className="block">
          {t("nextTry")} <DateTime value={row.nextTryAt} />
        </span>
      )}
    </span>
  );
}
