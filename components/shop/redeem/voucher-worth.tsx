import { useTranslations } from "next-intl";
import { DateTime } from "#components/ui/date-time.tsx";
import { Money } from "#components/ui/money.tsx";
import type { ShownVoucher } from "#lib/billing/buying/redeem-voucher.ts";

/** What a voucher is worth. */
export function VoucherWorth({ shown: { voucher, plan } }: { shown: ShownVoucher }) {
  const t = useTranslations("redeem");
  const common = useTranslations("common");
  const { amount, currency, expiresAt, price } = voucher.batch;
  const worth = <Money value={{ minor: amount, currency }} />;
  return (
    <div className="rounded-3xl bg-brand p-6 text-on-brand shadow-card">
      <p className="text-3xl font-semibold">{plan ? <bdi>{plan}</bdi> : worth}</p>
      <p className="mt-1">
        {price
          ? t.rich("term", { term: common(`length.${price.interval}`, { count: price.intervalCount }), amount: () => worth })
          : t("forBalance")}
      </p>
      {expiresAt && (
        <p className="mt-4 text-sm">{t.rich("until", { date: () => <DateTime value={new Date(expiresAt.getTime() - 1)} dateOnly /> })}</p>
      )}
    </div>
  );
}
