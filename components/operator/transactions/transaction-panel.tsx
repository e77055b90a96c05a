import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Alert } from "#components/ui/alert.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Fact, Facts } from "#components/ui/card.tsx";
import { Money } from "#components/ui/money.tsx";
import { toneOf } from "#components/ui/status-tones.ts";
import { textOf } from "#i18n/text-of.ts";
import type { TransactionDetails } from "#lib/reports/transaction-details.ts";
import type { FormAction } from "#lib/web/forms/action.ts";
import { DetailsPanel, PanelSection } from "../details-panel.tsx";
import { MessageList } from "../message-list.tsx";
import { useReasonText } from "../reason-text.ts";
import { shownStatus } from "../shown-status.ts";
import { StatusBadge } from "../status-badge.tsx";
import { Timeline } from "../timeline.tsx";
import { SaleEvidence } from "./sale-evidence.tsx";
import { TransactionDisputes } from "./transaction-disputes.tsx";
import { TransactionBusiness, TransactionPerson } from "./transaction-facts.tsx";
import { TransactionTrouble } from "./transaction-trouble.tsx";

/** *Open details*: who paid, what for, what happened. `refund` is its form, for those who may. */
export function TransactionPanel({
  transaction,
  closeHref,
  refund,
  noteEvidence,
}: {
  transaction: TransactionDetails;
  closeHref: string;
  refund?: ReactNode;
  noteEvidence?: FormAction<void>;
}) {
  const t = useTranslations("operator-transactions");
  const status = useTranslations("operator.status.transaction");
  const reasonText = useReasonText();
  const { currency } = transaction;
  const evidence = transaction.evidence && <SaleEvidence evidence={transaction.evidence} note={noteEvidence} />;
  const open = transaction.evidence?.contradiction && !transaction.evidence.resolvedAt;
  return (
    <DetailsPanel
      closeHref={closeHref}
      title={
        <>
          <Money value={{ minor: transaction.kind === "REFUND" ? -transaction.amount : transaction.amount, currency }} />{" "}
          <bdi className="figures text-sm font-normal text-muted">#{transaction.number}</bdi>
        </>
      }
      badge={<StatusBadge kind="transaction" status={shownStatus(transaction)} />}
      actions={refund}
    >
      {transaction.status === "UNKNOWN" && (
        <Alert tone="warning" title={t("unknown.title")} className="mb-5">
          {t("unknown.text")}
        </Alert>
      )}
      {transaction.stopped && <TransactionTrouble transaction={transaction} />}
      {transaction.returnedAt && (
        <Alert tone="warning" title={t("returned.title")} className="mb-5">
          {t("returned.text")}
        </Alert>
      )}
      {transaction.disputes.length > 0 && <TransactionDisputes disputes={transaction.disputes} />}
      {open && evidence}
      <PanelSection title={t("section.personal")}>
        <TransactionPerson transaction={transaction} />
      </PanelSection>
      <PanelSection title={t("section.business")}>
        <TransactionBusiness transaction={transaction} />
      </PanelSection>
      {!open && evidence}
      {(transaction.refunds.length > 0 || transaction.refundOf) && (
        <PanelSection title={t("section.refunds")}>
          <Facts>
            {transaction.refundOf && (
              <Fact label={t("field.refundOf")}>
                <Link href={`/operator/transactions?open=${transaction.refundOf.id}`} className="text-brand-ink hover:underline">
                  <bdi>#{transaction.refundOf.number}</bdi>
                </Link>
              </Fact>
            )}
            {transaction.refunds.map((refund) => (
              <Fact
                key={refund.id}
                label={
                  <Link href={`/operator/transactions?open=${refund.id}`} className="text-brand-ink hover:underline">
                    <bdi>#{refund.number}</bdi>
                  </Link>
                }
              >
                <span className="flex flex-wrap items-center gap-2">
                  <Money value={{ minor: refund.amount, currency: refund.currency }} />
                  <StatusBadge kind="transaction" status={refund.status} />
                  {refund.returnedAt && <Badge tone="warning">{t("happened.refund_returned")}</Badge>}
                </span>
                {refund.reason && <span className="block text-muted">{reasonText(refund.reason)}</span>}
              </Fact>
            ))}
          </Facts>
        </PanelSection>
      )}
      <PanelSection title={t("section.timeline")}>
        <Timeline
          entries={transaction.events.map((event) => ({
            id: event.id,
            at: event.at,
            ...(event.aftermath
              ? { title: t(`happened.${event.aftermath}`) }
              : { title: status(`${event.type}.label`), detail: event.detail }),
            source: textOf(t, `source.${event.source}`) ?? event.source,
            tone: event.aftermath ? "warning" : toneOf("transaction", event.type),
          }))}
        />
      </PanelSection>
      <PanelSection title={t("section.messages")}>
        <MessageList messages={transaction.messages} empty={t("noMessages")} />
      </PanelSection>
    </DetailsPanel>
  );
}
