import { useLocale, useTranslations } from "next-intl";
import { Check, TriangleAlert } from "#components/ui/icons.tsx";
import { formatMoney } from "#lib/kernel/format.ts";

/** Whether a figure is what the ledger has. */
export function LedgerLine({ shown, ledger, currency }: { shown: bigint; ledger: bigint; currency: string }) {
  const t = useTranslations("operator-finance");
  const locale = useLocale();
  const agrees = shown === ledger;
  const Icon = agrees ? Check : TriangleAlert;
  return (
    <p className={`mt-3 flex items-start gap-1.5 text-sm ${agrees ? "text-muted" : "font-medium text-negative"}`}>
      <Icon aria-hidden className="mt-0.5 size-4 shrink-0" />
      {agrees ? t("agrees") : t("differs", { amount: formatMoney({ minor: ledger, currency }, locale) })}
    </p>
  );
}
