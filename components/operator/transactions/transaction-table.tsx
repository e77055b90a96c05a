import { useLocale, useTranslations } from "next-intl";
import { cx } from "#components/ui/class-names.ts";
import { DateTime } from "#components/ui/date-time.tsx";
import { Money } from "#components/ui/money.tsx";
import { CodeLine, OneLine } from "#components/ui/one-line.tsx";
import { regionNames } from "#lib/kernel/intl.ts";
import type { TransactionRow } from "#lib/reports/transactions.ts";
import type { HeadingSort } from "#lib/web/lists/list-params.ts";
import { ListTable, type LookedAt } from "../list-table.tsx";
import { RowLink } from "../row-link.tsx";
import { shownStatus } from "../shown-status.ts";
import { StatusBadge } from "../status-badge.tsx";
import { PaymentMethodName } from "./payment-method-name.tsx";
import { WhyDeclined } from "./why-declined.tsx";

type Props = {
  rows: TransactionRow[];
  open: string | null;
  hrefOf: (id: string) => string;
  sort: (by: "date" | "amount") => HeadingSort;
  look: LookedAt;
};

export function TransactionTable({ rows, open, hrefOf, sort, look }: Props) {
  const t = useTranslations("operator-transactions");
  const regions = regionNames(useLocale());
  const spare = cx("max-sm:hidden", open && "xl:hidden");
  const state = (row: TransactionRow) => <StatusBadge kind="transaction" status={shownStatus(row)} />;
  const money = (minor: bigint, { kind, currency }: TransactionRow) => (
    <Money value={{ minor: kind === "REFUND" ? -minor : minor, currency }} />
  );
  return (
    <ListTable
      label={t("title")}
      look={look}
      rows={rows}
      open={open}
      columns={[
        {
          name: "amount",
          label: t("column.amount"),
          numeric: true,
          sort: sort("amount"),
          className: "font-medium",
          cell: (row) => (
            <>
              {row.kind === "SETUP" ? <span className="text-muted">{t("kind.SETUP")}</span> : money(row.amount, row)}
              {row.kind === "REFUND" && <span className="block text-xs font-normal text-muted">{t("kind.REFUND")}</span>}
              {row.trouble && <span className="block text-xs font-normal text-warning">{t(`mark.${row.trouble}`)}</span>}
            </>
          ),
        },
        {
          name: "status",
          label: t("column.status"),
          folded: "max-sm:hidden",
          cell: (row) => (
            <>
              {state(row)}
              <WhyDeclined row={row} />
            </>
          ),
        },
        {
          name: "payer",
          label: t("column.payer"),
          className: "max-w-64",
          foldedCell: cx("max-sm:w-full max-sm:max-w-0", open && "xl:max-w-48"),
          cell: (row) => (
            <>
              <OneLine>
                <RowLink href={hrefOf(row.id)}>{row.name}</RowLink>
              </OneLine>
              <OneLine className="text-xs text-muted">{row.email}</OneLine>
              {!look.chosen && (
                <span className="mt-1 flex flex-wrap items-center gap-2 text-xs text-muted sm:hidden">
                  {state(row)}
                  <DateTime value={row.createdAt} dateOnly />
                  <WhyDeclined row={row} />
                </span>
              )}
            </>
          ),
        },
        { name: "plan", label: t("column.plan"), className: "max-w-52", folded: spare, cell: (row) => <OneLine>{row.planName}</OneLine> },
        {
          name: "method",
          label: t("column.method"),
          className: "whitespace-nowrap",
          folded: spare,
          cell: (row) => <PaymentMethodName brand={row.brand} last4={row.last4} kind={row.methodKind} gateway={row.gateway} />,
        },
        {
          name: "country",
          label: t("column.country"),
          className: "whitespace-nowrap",
          folded: spare,
          cell: (row) => row.country && regions.of(row.country),
        },
        {
          name: "date",
          label: t("column.date"),
          sort: sort("date"),
          className: "whitespace-nowrap text-muted",
          folded: "max-sm:hidden",
          cell: (row) => (
            <>
              <DateTime value={row.createdAt} />
              <bdi className="figures block text-xs text-faint rtl:text-right">#{row.number}</bdi>
            </>
          ),
        },
        {
          name: "settled",
          label: t("column.settled"),
          className: "whitespace-nowrap text-muted",
          cell: (row) => row.settledAt && <DateTime value={row.settledAt} />,
        },
        { name: "invoice", label: t("column.invoice"), className: "whitespace-nowrap", cell: (row) => <bdi>{row.invoiceNumber}</bdi> },
        {
          name: "reference",
          label: t("column.reference"),
          className: "max-w-52",
          cell: (row) => row.gatewayReference && <CodeLine>{row.gatewayReference}</CodeLine>,
        },
        { name: "coupon", label: t("column.coupon"), className: "whitespace-nowrap", cell: (row) => <bdi>{row.couponCode}</bdi> },
        { name: "tax", label: t("column.tax"), numeric: true, cell: (row) => row.kind !== "SETUP" && money(row.tax, row) },
        {
          name: "fee",
          label: t("column.fee"),
          numeric: true,
          cell: (row) => row.fee !== null && <Money value={{ minor: row.fee, currency: row.currency }} />,
        },
      ]}
    />
  );
}
