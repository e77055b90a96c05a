import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Badge } from "#components/ui/badge.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { Fact, Facts } from "#components/ui/card.tsx";
import { DateTime } from "#components/ui/date-time.tsx";
import { Download } from "#components/ui/icons.tsx";
import { Money } from "#components/ui/money.tsx";
import type { Buyer, Seller } from "#lib/invoices/snapshot.ts";
import type { InvoiceDetails } from "#lib/reports/invoices.ts";
import { DetailsPanel, PanelSection } from "../details-panel.tsx";
import { useFailureText } from "../failure-text.ts";
import { shownStatus } from "../shown-status.ts";
import { StatusBadge } from "../status-badge.tsx";
import { InvoiceLines } from "./invoice-lines.tsx";
import { InvoiceParty } from "./invoice-party.tsx";

const LINK = "text-brand-ink hover:underline";

/** An invoice beside the list: what was billed to whom, and how it was paid. `actions` are what this operator may do about it. */
export function InvoicePanel({ invoice, closeHref, actions }: { invoice: InvoiceDetails; closeHref: string; actions?: ReactNode }) {
  const t = useTranslations("operator-invoices");
  const { currency, credits, transactions } = invoice;
  const failureText = useFailureText();
  const isCredit = invoice.kind === "CREDIT_NOTE";
  return (
    <DetailsPanel
      closeHref={closeHref}
      title={<bdi>{invoice.number ?? t("draft")}</bdi>}
      badge={isCredit ? <Badge dot>{t("kind.CREDIT_NOTE")}</Badge> : <StatusBadge kind="invoice" status={invoice.status} />}
      actions={
        <>
          <a href={`/operator/invoices/${invoice.id}/pdf`} target="_blank" rel="noreferrer" className={buttonClass({ size: "sm" })}>
            <Download aria-hidden />
            {t("pdf")}
          </a>
          {invoice.number && (
            <>
              <a href={`/operator/invoices/${invoice.id}/xml`} download title={t("electronic")} className={buttonClass({ size: "sm" })}>
                UBL
              </a>
              <a
                href={`/operator/invoices/${invoice.id}/xml?syntax=cii`}
                download
                title={t("electronic")}
                className={buttonClass({ size: "sm" })}
              >
                CII
              </a>
            </>
          )}
          {actions}
        </>
      }
    >
      <PanelSection title={t("section.lines")}>
        <InvoiceLines invoice={invoice} />
      </PanelSection>
      <PanelSection title={t("section.details")}>
        <InvoiceFacts invoice={invoice} />
      </PanelSection>
      {credits.length > 0 && (
        <PanelSection title={t("section.credits")}>
          <Rows
            rows={credits.map(({ id, number, total, createdAt }) => ({
              id,
              href: `/operator/invoices?open=${id}`,
              label: number ?? t("draft"),
              at: createdAt,
              end: <Money value={{ minor: -total, currency }} className="figures" />,
            }))}
          />
        </PanelSection>
      )}
      {!isCredit && (
        <PanelSection title={t("section.transactions")}>
          <Rows
            empty={t("noTransactions")}
            rows={transactions.map(({ id, number, kind, status, amount, refunded, createdAt, failureCode, failureReason }) => ({
              id,
              href: `/operator/transactions?open=${id}`,
              label: `#${number}`,
              at: createdAt,
              note: failureReason && failureText({ failureCode, failureReason }),
              end: (
                <span className="flex items-center gap-2">
                  <Money value={{ minor: kind === "REFUND" ? -amount : amount, currency }} className="figures" />
                  <StatusBadge kind="transaction" status={shownStatus({ kind, status, amount, refunded })} />
                </span>
              ),
            }))}
          />
        </PanelSection>
      )}
      <PanelSection title={t("section.buyer")}>
        <InvoiceParty party={invoice.buyer as Buyer} href={`/operator/customers/${invoice.customer.id}`} />
      </PanelSection>
      <PanelSection title={t("section.seller")}>
        <InvoiceParty party={invoice.seller as Seller} />
      </PanelSection>
    </DetailsPanel>
  );
}

function InvoiceFacts({ invoice }: { invoice: InvoiceDetails }) {
  const t = useTranslations("operator-invoices");
  const { creditOf, subscription, order, periodStart, periodEnd, hold } = invoice;
  const dates = [
    ["issued", invoice.issuedAt],
    ["due", invoice.dueAt],
    ["paid", invoice.paidAt],
    ["voided", invoice.voidedAt],
    ["nextAttempt", invoice.nextAttemptAt],
  ] as const;
  return (
    <Facts>
      {dates.map(([name, at]) =>
        at ? (
          <Fact key={name} label={t(`field.${name}`)}>
            <DateTime value={at} />
          </Fact>
        ) : null,
      )}
      {hold && (
        <Fact label={t("field.held")}>{t.rich("heldBy", { by: () => <bdi>{hold.by}</bdi>, at: () => <DateTime value={hold.at} /> })}</Fact>
      )}
      {invoice.status === "OPEN" && subscription?.graceUntil && (
        <Fact label={t("field.grace")}>
          <DateTime value={subscription.graceUntil} />
        </Fact>
      )}
      {invoice.attempts > 0 && <Fact label={t("field.attempts")}>{invoice.attempts}</Fact>}
      {periodStart && periodEnd && (
        <Fact label={t("field.period")}>
          <DateTime value={periodStart} dateOnly /> – <DateTime value={new Date(periodEnd.getTime() - 1)} dateOnly />
        </Fact>
      )}
      {creditOf && (
        <Fact label={t("field.creditOf")}>
          <Link href={`/operator/invoices?open=${creditOf.id}`} className={LINK}>
            <bdi>{creditOf.number}</bdi>
          </Link>
        </Fact>
      )}
      {subscription && (
        <Fact label={t("field.subscription")}>
          <span className="flex flex-wrap items-center gap-2">
            <Link href={`/operator/subscriptions?open=${subscription.id}`} className={LINK}>
              <bdi>#{subscription.number}</bdi>
            </Link>
            <StatusBadge kind="subscription" status={subscription.status} />
          </span>
        </Fact>
      )}
      {order && (
        <Fact label={t("field.order")}>
          <bdi>#{order.number}</bdi>
        </Fact>
      )}
      <Fact label={t("field.treatment")}>{t(`treatment.${invoice.taxTreatment}`)}</Fact>
    </Facts>
  );
}

type Row = { id: string; href: string; label: string; at: Date; note?: string | null; end: ReactNode };

function Rows({ rows, empty }: { rows: Row[]; empty?: string }) {
  if (rows.length === 0) return <p className="text-sm text-muted">{empty}</p>;
  return (
    <ul className="-mx-2 grid gap-0.5 text-sm">
      {rows.map(({ id, href, label, at, note, end }) => (
        <li key={id} className="relative flex items-center gap-3 rounded-lg px-2 py-1.5 hover:bg-sunken">
          <span className="min-w-0 flex-1">
            <Link href={href} prefetch={false} className="font-medium after:absolute after:inset-0">
              <bdi>{label}</bdi>
            </Link>
            <span className="block text-xs text-muted">
              <DateTime value={at} />
              {note && <span className="block truncate">{note}</span>}
            </span>
          </span>
          {end}
        </li>
      ))}
    </ul>
  );
}
