import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { getFormatter, getTranslations } from "next-intl/server";
import { z } from "zod";
import { BillByHand } from "#components/operator/customers/bill-by-hand.tsx";
import { CustomerBalance } from "#components/operator/customers/customer-balance.tsx";
import { CustomerFacts } from "#components/operator/customers/customer-facts.tsx";
import { CustomerMethods } from "#components/operator/customers/customer-methods.tsx";
import { CustomerSubscriptions } from "#components/operator/customers/customer-subscriptions.tsx";
import { CustomerTimeline } from "#components/operator/customers/customer-timeline.tsx";
import { ManualCharges } from "#components/operator/customers/manual-charges.tsx";
import { Notes } from "#components/operator/customers/notes.tsx";
import { RecordFirstLogin } from "#components/operator/customers/record-first-login.tsx";
import { TvLogin } from "#components/operator/customers/tv-login.tsx";
import { MessageList } from "#components/operator/message-list.tsx";
import { MoneyRows } from "#components/operator/money-rows.tsx";
import { shownStatus } from "#components/operator/shown-status.ts";
import { StatusBadge } from "#components/operator/status-badge.tsx";
import { CustomerPurchases } from "#components/operator/stores/customer-purchases.tsx";
import { PaymentTrouble, troubleOf } from "#components/operator/transactions/payment-trouble.tsx";
import { Section } from "#components/ui/card.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { may } from "#lib/identity/roles.ts";
import { requireOperator } from "#lib/identity/session.ts";
import { type CustomerDetails, customerDetails } from "#lib/reports/customer-details.ts";
import { billableOf, manualChargesOf } from "#lib/reports/manual-charges.ts";
import { storePurchasesOf } from "#lib/reports/store-purchases.ts";
import { requestSettings } from "#lib/settings/request-settings.ts";
import { walletOf } from "#lib/wallet/history.ts";
import { remind } from "../../subscriptions/actions.ts";
import {
  approveChargeAction,
  askVat,
  credit,
  exempt,
  methodLink,
  note,
  proposeChargeAction,
  recordLogin,
  rejectChargeAction,
  resetLogin,
  saveTerms,
} from "../actions.ts";

type Params = { params: Promise<{ id: string }> };

export async function generateMetadata({ params }: Params): Promise<Metadata> {
  await requireOperator();
  return { title: (await found(params)).name };
}

export default async function CustomerPage({ params }: Params) {
  const operator = await requireOperator();
  const [customer, t, format] = await Promise.all([found(params), getTranslations("operator-customers"), getFormatter()]);
  const { id } = customer;
  const mayBill = may(operator.role, "invoices.write");
  const [wallet, settings, charges, billable, purchases] = await Promise.all([
    walletOf(id, 20),
    requestSettings(),
    manualChargesOf(id),
    mayBill ? billableOf(id) : [],
    storePurchasesOf(id),
  ]);
  const firstLogin = customer.firstLoginAt ? (
    t("login.first", { day: format.dateTime(customer.firstLoginAt, { day: "numeric", month: "short", year: "numeric" }) })
  ) : (
    <>
      {t("login.never")}
      {may(operator.role, "subscriptions.write") && <RecordFirstLogin customerId={id} record={recordLogin} />}
    </>
  );
  const all = (path: string) => (
    <Link href={`${path}?customer=${id}`} className="text-sm text-brand-ink hover:underline">
      {t("showAll")}
    </Link>
  );

  return (
    <>
      <PageHeader
        title={<bdi>{customer.name}</bdi>}
        description={<bdi className="figures">#{customer.number}</bdi>}
        back={{ href: "/operator/customers", label: t("title") }}
      />
      {customer.unpaid.map((invoice) => (
        <PaymentTrouble key={invoice.id} trouble={troubleOf(invoice)} className="mb-4" />
      ))}
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 xl:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <div className="grid min-w-0 grid-cols-[minmax(0,1fr)] gap-4">
          <Section title={t("section.subscriptions")}>
            <CustomerSubscriptions
              subscriptions={customer.subscriptions}
              remind={may(operator.role, "messages.send") ? remind : undefined}
            />
          </Section>
          {purchases.length > 0 && (
            <Section title={t("section.stores")}>
              <CustomerPurchases purchases={purchases} />
            </Section>
          )}
          <Section title={t("section.payments")} actions={all("/operator/transactions")}>
            <MoneyRows rows={payments(customer, (number) => t("timeline.SETUP", { number }))} empty={t("noPayments")} />
          </Section>
          <Section title={t("section.invoices")}>
            <MoneyRows rows={invoices(customer, t("draft"))} empty={t("noInvoices")} />
          </Section>
          <Section title={t("section.messages")} actions={all("/operator/communications")}>
            <MessageList messages={customer.messages} empty={t("noMessages")} />
          </Section>
        </div>
        <div className="grid min-w-0 grid-cols-[minmax(0,1fr)] gap-4">
          <Section title={t("section.profile")}>
            <CustomerFacts
              customer={customer}
              askVatNumber={may(operator.role, "customers.tax") ? askVat : undefined}
              saveTerms={may(operator.role, "customers.terms") ? saveTerms : undefined}
              saveExemption={may(operator.role, "customers.exempt") ? exempt : undefined}
            />
          </Section>
          <Section title={t("section.notes")}>
            <Notes customerId={id} notes={customer.notes} add={may(operator.role, "customers.note") ? note : undefined} />
          </Section>
          <Section title={t("section.login")}>
            <TvLogin
              customerId={id}
              userId={customer.serviceUserId}
              firstLogin={firstLogin}
              reset={may(operator.role, "customers.credentials") ? resetLogin : undefined}
            />
          </Section>
          <Section title={t("section.methods")}>
            <CustomerMethods customer={customer} sendLink={may(operator.role, "customers.methods") ? methodLink : undefined} />
          </Section>
          <Section title={t("section.balance")}>
            <CustomerBalance
              customerId={id}
              wallet={wallet}
              currencies={settings.market.currencies}
              credit={may(operator.role, "customers.credit") ? credit : undefined}
            />
          </Section>
          <Section title={t("charges.title")}>
            <ManualCharges charges={charges} decide={mayBill ? { approve: approveChargeAction, reject: rejectChargeAction } : undefined}>
              {mayBill && (
                <BillByHand
                  customerId={id}
                  subscriptions={billable}
                  currencies={settings.market.currencies}
                  fourEyes={settings.invoicing.fourEyes}
                  action={proposeChargeAction}
                />
              )}
            </ManualCharges>
          </Section>
          <Section title={t("section.timeline")}>
            <CustomerTimeline customer={customer} />
          </Section>
        </div>
      </div>
    </>
  );
}

async function found(params: Params["params"]): Promise<CustomerDetails> {
  const { id } = await params;
  const customer = z.uuid().safeParse(id).success ? await customerDetails(id) : null;
  return customer ?? notFound();
}

function payments({ transactions }: CustomerDetails, cardSaved: (number: number) => string) {
  return transactions.map(({ id, number, createdAt, amount, refunded, currency, kind, status }) => ({
    id,
    href: `/operator/transactions?open=${id}`,
    label: kind === "SETUP" ? cardSaved(number) : `#${number}`,
    at: createdAt,
    amount: kind === "SETUP" ? null : { minor: amount, currency },
    negative: kind === "REFUND",
    badge: <StatusBadge kind="transaction" status={shownStatus({ kind, status, amount, refunded })} />,
  }));
}

function invoices({ invoices: rows }: CustomerDetails, draft: string) {
  return rows.map(({ id, number, createdAt, total, currency, kind, status }) => ({
    id,
    href: `/operator/invoices?open=${id}`,
    label: number ?? draft,
    at: createdAt,
    amount: { minor: total, currency },
    negative: kind === "CREDIT_NOTE",
    badge: <StatusBadge kind="invoice" status={status} />,
  }));
}
