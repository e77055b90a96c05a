import { useTranslations } from "next-intl";
import { Alert } from "#components/ui/alert.tsx";
import { Money } from "#components/ui/money.tsx";
import type { PaymentOutOfLimits } from "#lib/billing/parts/payments-out-of-limits.ts";

/** Says which payments of plans a gateway will refuse for their size; nothing when there are none. */
export function OutOfLimits({ payments }: { payments: PaymentOutOfLimits[] }) {
  const t = useTranslations("operator-plans.limits");
  const common = useTranslations("common");
  if (payments.length === 0) return null;
  return (
    <Alert tone="warning" title={t("title")} className="mb-4">
      <ul className="my-2 grid list-disc gap-1 ps-5">
        {payments.slice(0, 10).map(({ plan, every, amount, gateway, code, limit }) => (
          <li key={`${plan} ${every.interval} ${every.intervalCount} ${amount.currency} ${amount.minor} ${gateway}`}>
            {t.rich(code, {
              plan,
              every: common(`every.${every.interval}`, { count: every.intervalCount }),
              gateway,
              amount: () => <Money value={amount} />,
              limit: () => <Money value={limit} />,
            })}
          </li>
        ))}
      </ul>
      {payments.length > 10 && <p>{t("more", { count: payments.length - 10 })}</p>}
      <p>{t("text")}</p>
    </Alert>
  );
}
