import { useTranslations } from "next-intl";
import { Alert } from "#components/ui/alert.tsx";
import type { TransactionDetails } from "#lib/reports/transaction-details.ts";
import { useFailureText } from "../failure-text.ts";
import { WhyAndNext } from "./payment-trouble.tsx";

/** Why this payment did not go through, and whether what it was for is tried again. */
export function TransactionTrouble({ transaction }: { transaction: TransactionDetails }) {
  const t = useTranslations("operator-transactions.unpaid");
  const failureText = useFailureText();
  const { status, invoice, toCollect, awaitsTransfer } = transaction;
  const tone = status === "DECLINED" ? "negative" : "warning";
  return (
    <Alert tone={tone} title={t(status === "DECLINED" ? "declined" : awaitsTransfer ? "awaited" : "waits")} className="mb-5">
      {awaitsTransfer ? (
        <p>{t("toTransfer")}</p>
      ) : invoice && toCollect ? (
        <WhyAndNext trouble={{ last: transaction, nextAttemptAt: invoice.nextAttemptAt }} />
      ) : (
        <>
          <p>{status === "DECLINED" ? failureText(transaction) : t("toFinish")}</p>
          {invoice?.status === "PAID" && <p>{t("paidSince")}</p>}
        </>
      )}
    </Alert>
  );
}
