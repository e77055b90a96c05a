import type { Metadata } from "next";
import Link from "next/link";
import { getLocale, getTranslations } from "next-intl/server";
import { ExportMenu } from "#components/operator/exports/export-menu.tsx";
import { ListBody } from "#components/operator/list-body.tsx";
import { ListHead } from "#components/operator/list-head.tsx";
import { RefundForm } from "#components/operator/transactions/refund-form.tsx";
import { TransactionFilters } from "#components/operator/transactions/transaction-filters.tsx";
import { TransactionPanel } from "#components/operator/transactions/transaction-panel.tsx";
import { TransactionSumsLine } from "#components/operator/transactions/transaction-sums-line.tsx";
import { TransactionTable } from "#components/operator/transactions/transaction-table.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { CreditCard, Landmark } from "#components/ui/icons.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { offeredRefund } from "#lib/billing/settling/offered-refund.ts";
import { may } from "#lib/identity/roles.ts";
import { requireOperator } from "#lib/identity/session.ts";
import { now } from "#lib/kernel/clock.ts";
import { formatMoney } from "#lib/kernel/format.ts";
import { toDecimal } from "#lib/kernel/money.ts";
import { TRANSACTION_KINDS, TRANSACTION_STATUSES } from "#lib/payments/state.ts";
import { listChoices } from "#lib/reports/list-choices.ts";
import { type TransactionDetails, transactionDetails } from "#lib/reports/transaction-details.ts";
import { transactionSums } from "#lib/reports/transaction-sums.ts";
import { TRANSACTION_SORTS, transactions } from "#lib/reports/transactions.ts";
import { requestSettings } from "#lib/settings/request-settings.ts";
import type { Settings } from "#lib/settings/schema.ts";
import { listLook } from "#lib/web/lists/list-look.ts";
import { listAt, NO_ROWS } from "#lib/web/lists/list-params.ts";
import { isFiltered, type SearchParams } from "#lib/web/lists/page-params.ts";
import { ask } from "../exports/actions.ts";
import { LIST_TOOLS } from "../list-tools.ts";
import { noteEvidence, refund } from "./actions.ts";
import { readTransactionParams, TROUBLES } from "./params.ts";

const PATH = "/operator/transactions";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("operator-transactions");
  return { title: t("title") };
}

export default async function TransactionsPage({ searchParams }: { searchParams: SearchParams }) {
  const operator = await requireOperator();
  const [{ company, market, changes }, locale] = await Promise.all([requestSettings(), getLocale()]);
  const { filter, kept, sorting, unreadable, cursor, open } = await readTransactionParams(searchParams, market.defaultCurrency, locale);
  const readable = !isFiltered(unreadable);
  const [looked, page, sums, details, choices, t] = await Promise.all([
    listLook("transactions", operator, kept),
    readable ? transactions(filter, company.timeZone, cursor) : NO_ROWS,
    readable ? transactionSums(filter, company.timeZone) : [],
    open ? transactionDetails(open) : null,
    listChoices(market.currencies, market.defaultCurrency),
    getTranslations("operator-transactions"),
  ]);
  const look = { ...looked, ...LIST_TOOLS };
  const list = listAt(PATH, TRANSACTION_SORTS, { kept, sorting, unreadable, cursor });
  const refundOf = details && may(operator.role, "payments.refund") ? refundProps(details, locale, changes) : null;

  return (
    <>
      <PageHeader
        title={t("title")}
        actions={
          <>
            <Link href={`${PATH}/statements`} className={buttonClass({ size: "sm" })}>
              <Landmark aria-hidden />
              {t("statements")}
            </Link>
            {readable && may(operator.role, "lists.export") && <ExportMenu list="transactions" kept={kept} ask={ask} />}
          </>
        }
      />
      <TransactionFilters {...list} statuses={TRANSACTION_STATUSES} kinds={TRANSACTION_KINDS} troubles={TROUBLES} {...choices} />
      <ListBody
        {...list}
        head={<ListHead {...list} page={page} look={look} />}
        page={page}
        icon={<CreditCard aria-hidden />}
        empty={{ title: t("empty.title"), text: t("empty.text") }}
        summary={<TransactionSumsLine sums={sums} />}
        details={
          details && (
            <TransactionPanel
              transaction={details}
              closeHref={list.closeHref}
              noteEvidence={may(operator.role, "customers.tax") ? noteEvidence : undefined}
              refund={refundOf && <RefundForm {...refundOf} action={refund} />}
            />
          )
        }
      >
        <TransactionTable rows={page.rows} open={open} hrefOf={list.hrefOf} sort={list.sort} look={look} />
      </ListBody>
    </>
  );
}

function refundProps(details: TransactionDetails, locale: string, changes: Settings["changes"]) {
  const { id, currency, name } = details;
  const offered = offeredRefund(details, changes, now());
  if (!offered) return null;
  const typed = (minor: bigint) => ({ decimal: toDecimal({ minor, currency }), text: formatMoney({ minor, currency }, locale) });
  return {
    transactionId: id,
    left: typed(offered.left),
    unused: offered.unused === null ? null : typed(offered.unused),
    asPaid: offered.asPaid,
    mayEnd: offered.mayEnd,
    toBalance: offered.toBalance,
    byHand: offered.byHand,
    currency,
    payer: name,
  };
}
