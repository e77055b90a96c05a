import { useTranslations } from "next-intl";
import { PaymentInstructions } from "#components/shop/checkout/payment-instructions.tsx";
import { DateTime } from "#components/ui/date-time.tsx";
import { Money } from "#components/ui/money.tsx";
import type { Asked } from "#lib/billing/parts/by-transfer.ts";
import { PanelSection } from "../details-panel.tsx";

/** What whoever pays by transfer was asked for, and how, as they see it. */
export function TransferSection({ asked: { amount, dueOn, invoice, how } }: { asked: Asked }) {
  const t = useTranslations("operator-subscriptions.transfer");
  return (
    <PanelSection title={t("title")}>
      <p className="mb-3 text-sm">
        {t.rich(amount.minor === 0n ? "ahead" : invoice ? "overdue" : "asked", {
          amount: () => <Money value={amount} className="font-medium" />,
          date: () => <DateTime value={dueOn} dateOnly className="font-medium" />,
          number: () => <bdi>{invoice?.number}</bdi>,
        })}
      </p>
      {amount.minor > 0n && <PaymentInstructions instructions={how.instructions} />}
    </PanelSection>
  );
}
