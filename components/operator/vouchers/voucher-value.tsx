import { useTranslations } from "next-intl";
import { DateTime } from "#components/ui/date-time.tsx";
import { Money } from "#components/ui/money.tsx";
import type { VoucherBatchRow } from "#lib/reports/vouchers.ts";

/** What each of a batch is worth, for what, and until when. */
export function VoucherValue({ batch }: { batch: Pick<VoucherBatchRow, "amount" | "currency" | "price" | "expiresAt"> }) {
  const t = useTranslations("operator-vouchers");
  const common = useTranslations("common");
  const { amount, currency, price, expiresAt } = batch;
  return (
    <>
      <Money value={{ minor: amount, currency }} className="figures" />
      {" · "}
      {price
        ? common("ofLength", { name: price.plan.name, length: common(`length.${price.interval}`, { count: price.intervalCount }) })
        : t("forBalance")}
      {expiresAt && (
        <>
          {" · "}
          {t.rich("until", { date: () => <DateTime value={new Date(expiresAt.getTime() - 1)} dateOnly /> })}
        </>
      )}
    </>
  );
}
