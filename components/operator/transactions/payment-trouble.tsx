import Link from "next/link";
import { useTranslations } from "next-intl";
import { Alert } from "#components/ui/alert.tsx";
import { DateTime } from "#components/ui/date-time.tsx";
import { Money } from "#components/ui/money.tsx";
import type { TransactionStatus } from "#lib/db/generated/client.ts";
import type { Money as Amount } from "#lib/kernel/money.ts";
import type { CustomerDetails } from "#lib/reports/customer-details.ts";
import { useFailureText } from "../failure-text.ts";

export type Trouble = {
  /** What is not paid. */
  amount: Amount;
  what: string;
  /** The newest try; null when there was no method to charge. */
  last: { id: string; status: TransactionStatus; underWay: boolean; failureCode: string | null; failureReason: string | null } | null;
  /** When it is tried again by itself; null: not. */
  nextAttemptAt: Date | null;
  graceUntil: Date | null;
};

/** Why something is not paid, and what happens next: what a support person says on the phone. */
export function PaymentTrouble({ trouble, className }: { trouble: Trouble; className?: string }) {
  const t = useTranslations("operator-transactions.unpaid");
  const { amount, what, last, graceUntil } = trouble;
  return (
    <Alert
      tone="warning"
      className={className}
      title={t.rich("title", { amount: () => <Money value={amount} />, what: () => <bdi>{what}</bdi> })}
    >
      <WhyAndNext trouble={trouble} />
      {graceUntil && <p>{t.rich("grace", { date: () => <DateTime value={graceUntil} /> })}</p>}
      {last && (
        <Link href={`/operator/transactions?open=${last.id}`} className="text-brand-ink hover:underline">
          {t("open")}
        </Link>
      )}
    </Alert>
  );
}

/** The reason in words, and the next try. */
export function WhyAndNext({ trouble: { last, nextAttemptAt } }: { trouble: Pick<Trouble, "last" | "nextAttemptAt"> }) {
  const t = useTranslations("operator-transactions.unpaid");
  const failureText = useFailureText();
  const underWay = last?.underWay === true;
  const why = !last ? t("noMethod") : last.status === "NEEDS_ACTION" ? t("toConfirm") : underWay ? t("underWay") : failureText(last);
  return (
    <>
      <p>{why}</p>
      {!underWay && (
        <p>{nextAttemptAt ? t.rich("next", { date: () => <DateTime value={nextAttemptAt} className="font-medium" /> }) : t("noNext")}</p>
      )}
    </>
  );
}

/** What a customer's unpaid invoice says of itself. */
export function troubleOf({ left, currency, lines, last, nextAttemptAt, subscription }: CustomerDetails["unpaid"][number]): Trouble {
  return {
    amount: { minor: left, currency },
    what: lines[0]?.description ?? "",
    last,
    nextAttemptAt,
    graceUntil: subscription?.graceUntil ?? null,
  };
}
