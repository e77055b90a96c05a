import { useTranslations } from "next-intl";
import { PaymentInstructions } from "#components/shop/checkout/payment-instructions.tsx";
import { DateTime } from "#components/ui/date-time.tsx";
import { Money } from "#components/ui/money.tsx";
import type { Asked } from "#lib/billing/parts/by-transfer.ts";
import { toDecimal } from "#lib/kernel/money.ts";
import type { FormAction } from "#lib/web/forms/action.ts";
import { PanelSection } from "../details-panel.tsx";
import { RecordForm } from "../invoices/record-form.tsx";

/** What whoever pays by transfer was asked for, and how, as they see it; what came for it is recorded here. */
export function TransferSection({ asked, subscriptionId, record }: { asked: Asked; subscriptionId: string; record?: FormAction<void> }) {
  const { amount, dueOn, invoice, how } = asked;
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
      {record && !invoice && amount.minor > 0n && (
        <div className="mb-3">
          <RecordForm of={{ subscriptionId }} due={toDecimal(amount)} currency={amount.currency} action={record} />
        </div>
      )}
      {amount.minor > 0n && <PaymentInstructions instructions={how.instructions} />}
    </PanelSection>
  );
}
