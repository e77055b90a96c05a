import { useTranslations } from "next-intl";
import { PaymentInstructions } from "#components/shop/checkout/payment-instructions.tsx";
import { DateTime } from "#components/ui/date-time.tsx";
import { Money } from "#components/ui/money.tsx";
import type { OwnPlan } from "#lib/web/account/own-plans.ts";

/** What a plan that is paid by transfer waits for: how much, by when, and how; what is overdue is said open. */
export function TransferAsked({ asked: { amount, dueOn, invoice, how } }: { asked: NonNullable<OwnPlan["transfer"]> }) {
  const t = useTranslations("account.subscription.transfer");
  if (amount.minor === 0n) return <p className="mt-1 text-sm text-muted">{t("ahead")}</p>;
  return (
    <div className="mt-3 grid gap-3">
      {!invoice && (
        <p>
          {t.rich("asked", {
            amount: () => <Money value={amount} className="font-medium" />,
            date: () => <DateTime value={dueOn} dateOnly className="font-medium" />,
          })}
        </p>
      )}
      <details open={invoice !== null}>
        <summary className="cursor-pointer text-sm font-medium text-brand-ink">{t("how")}</summary>
        <div className="mt-3 grid gap-3">
          <PaymentInstructions {...how} />
          <p className="text-sm text-muted">
            {t.rich("card", {
              link: (text) => (
                <a href="/account/payment-methods" className="text-brand-ink underline underline-offset-4">
                  {text}
                </a>
              ),
            })}
          </p>
        </div>
      </details>
    </div>
  );
}
