import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { ComingChange } from "#components/changing/coming-change.tsx";
import { NextInvoice } from "#components/changing/next-invoice.tsx";
import { Fact, Facts } from "#components/ui/card.tsx";
import { DateTime } from "#components/ui/date-time.tsx";
import { Money } from "#components/ui/money.tsx";
import { OneLine } from "#components/ui/one-line.tsx";
import type { Asked } from "#lib/billing/parts/by-transfer.ts";
import type { NextInvoice as Next } from "#lib/billing/parts/next-amount.ts";
import type { SubscriptionDetails } from "#lib/reports/subscription-details.ts";
import type { FormAction } from "#lib/web/forms/action.ts";
import { pageAddress } from "#lib/web/lists/page-params.ts";
import { DetailsPanel, PanelSection } from "../details-panel.tsx";
import { MessageList } from "../message-list.tsx";
import { MoneyRows } from "../money-rows.tsx";
import { useReasonText } from "../reason-text.ts";
import { shownStatus } from "../shown-status.ts";
import { StatusBadge } from "../status-badge.tsx";
import { PaymentMethodName } from "../transactions/payment-method-name.tsx";
import { NextStep } from "./next-step.tsx";
import { SubscriptionTimeline } from "./subscription-timeline.tsx";
import { TermPrice } from "./term-price.tsx";
import { TransferSection } from "./transfer-section.tsx";
import { WaitsForRate } from "./waits-for-rate.tsx";

const LINK = "text-brand-ink hover:underline";

/** Everything about a subscription. `actions` are what this operator may do with it. */
export function SubscriptionPanel({
  subscription,
  nextInvoice,
  transfer,
  record,
  closeHref,
  closed,
  actions,
}: {
  subscription: SubscriptionDetails;
  nextInvoice: Next | null;
  /** What its payer is to pay by themselves, where they do. */
  transfer: Asked | null;
  record?: FormAction<void>;
  closeHref: string;
  /** Where this operator may not go. */
  closed: string[];
  actions?: ReactNode;
}) {
  const t = useTranslations("operator-subscriptions");
  const next = useTranslations("next-invoice");
  const reasonText = useReasonText();
  const { customer, plan, paymentMethod, couponCode } = subscription;
  const retry = subscription.invoices.find((invoice) => invoice.nextAttemptAt);
  return (
    <DetailsPanel
      closeHref={closeHref}
      title={
        <>
          <bdi>{plan.name}</bdi> <bdi className="figures text-sm font-normal text-muted">#{subscription.number}</bdi>
        </>
      }
      badge={<StatusBadge kind="subscription" status={subscription.status} />}
      actions={actions}
    >
      {subscription.waitsForRate && <WaitsForRate country={customer.country} closed={closed} />}
      <PanelSection title={t("section.now")}>
        <Facts>
          <Fact label={t("field.customer")}>
            <Link href={`/operator/customers/${customer.id}`} className={LINK}>
              <bdi>{customer.name}</bdi>
            </Link>
            <OneLine className="text-xs text-muted">{customer.email}</OneLine>
          </Fact>
          <Fact label={t("field.price")}>
            <TermPrice
              amount={subscription.amount}
              currency={subscription.currency}
              interval={subscription.interval}
              intervalCount={subscription.intervalCount}
            />
            <span className="block text-xs text-muted">{t(subscription.taxIncluded ? "taxIncluded" : "taxAdded")}</span>
          </Fact>
          {subscription.items.length > 1 && (
            <Fact label={t("field.addOns")}>
              {subscription.items.flatMap(({ id, kind, name, quantity, amount }) =>
                kind === "ADD_ON"
                  ? [
                      <span key={id} className="block">
                        <bdi>{name}</bdi> <Money value={{ minor: amount * BigInt(quantity), currency: subscription.currency }} />
                      </span>,
                    ]
                  : [],
              )}
            </Fact>
          )}
          {couponCode && <Fact label={t("field.coupon")}>{couponCode}</Fact>}
          <Fact label={t("field.next")}>
            <NextStep step={subscription.next} />
            {subscription.coming && (
              <span className="block font-medium">
                <ComingChange coming={subscription.coming} />
              </span>
            )}
            {retry?.nextAttemptAt && (
              <span className="block text-muted">
                {t("field.retryAt")} <DateTime value={retry.nextAttemptAt} />
              </span>
            )}
          </Fact>
          {subscription.currentPeriodStart && subscription.currentPeriodEnd && (
            <Fact label={t("field.period")}>
              <DateTime value={subscription.currentPeriodStart} dateOnly /> – <DateTime value={subscription.currentPeriodEnd} dateOnly />
            </Fact>
          )}
          {subscription.trialEndsAt && (
            <Fact label={t("field.trialEnds")}>
              <DateTime value={subscription.trialEndsAt} dateOnly />
            </Fact>
          )}
          {subscription.graceUntil && (
            <Fact label={t("field.grace")}>
              <DateTime value={subscription.graceUntil} />
            </Fact>
          )}
          {subscription.pausedAt && (
            <Fact label={t("field.pausedSince")}>
              <DateTime value={subscription.pausedAt} />
            </Fact>
          )}
          <Fact label={t("field.method")}>
            {paymentMethod && !paymentMethod.detachedAt ? (
              <PaymentMethodName
                brand={paymentMethod.brand}
                last4={paymentMethod.last4}
                kind={paymentMethod.kind}
                gateway={paymentMethod.gateway}
              />
            ) : (
              <span className="text-muted">{t(transfer ? "transfer.method" : "noMethod")}</span>
            )}
          </Fact>
          {subscription.cancelReason && <Fact label={t("field.cancelReason")}>{reasonText(subscription.cancelReason)}</Fact>}
          <Fact label={t("field.created")}>
            <DateTime value={subscription.createdAt} />
          </Fact>
          <Fact label={t("field.timeZone")}>{subscription.timeZone}</Fact>
        </Facts>
      </PanelSection>
      {transfer && <TransferSection asked={transfer} subscriptionId={subscription.id} record={record} />}
      {nextInvoice && (
        <PanelSection title={next("title")}>
          <NextInvoice next={nextInvoice} />
        </PanelSection>
      )}
      <PanelSection title={t("section.timeline")}>
        <SubscriptionTimeline events={subscription.events} />
      </PanelSection>
      <PanelSection title={t("section.invoices")}>
        <MoneyRows
          empty={t("noInvoices")}
          rows={subscription.invoices.map((invoice) => ({
            id: invoice.id,
            href: `/operator/invoices?open=${invoice.id}`,
            label: invoice.number ?? t("draft"),
            at: invoice.createdAt,
            amount: { minor: invoice.total, currency: invoice.currency },
            negative: invoice.kind === "CREDIT_NOTE",
            badge: <StatusBadge kind="invoice" status={invoice.status} />,
          }))}
        />
      </PanelSection>
      <PanelSection
        title={t("section.transactions")}
        actions={
          <Link href={pageAddress("/operator/transactions", { subscription: subscription.id })} className={`text-xs ${LINK}`}>
            {t("allTransactions")}
          </Link>
        }
      >
        <MoneyRows
          empty={t("noTransactions")}
          rows={subscription.transactions.map((transaction) => ({
            id: transaction.id,
            href: `/operator/transactions?open=${transaction.id}`,
            label: `#${transaction.number}`,
            at: transaction.createdAt,
            amount: { minor: transaction.amount, currency: transaction.currency },
            negative: transaction.kind === "REFUND",
            badge: <StatusBadge kind="transaction" status={shownStatus(transaction)} />,
          }))}
        />
      </PanelSection>
      <PanelSection title={t("section.messages")}>
        <MessageList messages={subscription.messages} empty={t("noMessages")} />
      </PanelSection>
    </DetailsPanel>
  );
}
