import { useTranslations } from "next-intl";
import { Badge } from "#components/ui/badge.tsx";
import { DateTime } from "#components/ui/date-time.tsx";
import { Money } from "#components/ui/money.tsx";
import { OneLine } from "#components/ui/one-line.tsx";
import type { InvoiceRow } from "#lib/reports/invoices.ts";
import type { HeadingSort } from "#lib/web/lists/list-params.ts";
import { ListTable, type LookedAt } from "../list-table.tsx";
import { RowLink } from "../row-link.tsx";
import { StatusBadge } from "../status-badge.tsx";

type Props = {
  rows: InvoiceRow[];
  open: string | null;
  hrefOf: (id: string) => string;
  sort: (by: "date" | "total") => HeadingSort;
  look: LookedAt;
};

export function InvoiceTable({ rows, open, hrefOf, sort, look }: Props) {
  const t = useTranslations("operator-invoices");
  const spare = open ? "max-sm:hidden xl:hidden" : "max-sm:hidden";
  const state = (row: InvoiceRow) =>
    row.kind === "CREDIT_NOTE" ? <Badge dot>{t("kind.CREDIT_NOTE")}</Badge> : <StatusBadge kind="invoice" status={row.status} />;
  return (
    <ListTable
      label={t("title")}
      look={look}
      rows={rows}
      open={open}
      columns={[
        {
          name: "number",
          label: t("column.number"),
          className: "whitespace-nowrap",
          foldedCell: "max-sm:w-full max-sm:max-w-0",
          cell: (row) => (
            <>
              <RowLink href={hrefOf(row.id)}>
                <bdi>{row.number ?? t("draft")}</bdi>
              </RowLink>
              {!look.chosen && (
                <>
                  <OneLine className="text-xs text-muted sm:hidden">{row.name}</OneLine>
                  <span className="block text-xs text-muted sm:hidden">
                    <DateTime value={row.issuedAt ?? row.createdAt} dateOnly />
                  </span>
                </>
              )}
            </>
          ),
        },
        {
          name: "total",
          label: t("column.total"),
          numeric: true,
          sort: sort("total"),
          className: "font-medium",
          cell: (row) => (
            <>
              <Money value={{ minor: row.kind === "CREDIT_NOTE" ? -row.total : row.total, currency: row.currency }} />
              {!look.chosen && <span className="mt-1 block font-normal sm:hidden">{state(row)}</span>}
              {row.credited > 0n && (
                <span className="block text-xs font-normal text-muted">
                  {row.credited === row.total ? t("creditedWhole") : t("creditedPart")}
                </span>
              )}
            </>
          ),
        },
        { name: "status", label: t("column.status"), folded: "max-sm:hidden", cell: state },
        {
          name: "buyer",
          label: t("column.buyer"),
          className: "max-w-64",
          folded: "max-sm:hidden",
          cell: (row) => (
            <>
              <OneLine>{row.name}</OneLine>
              <OneLine className="text-xs text-muted">{row.email}</OneLine>
            </>
          ),
        },
        {
          name: "description",
          label: t("column.description"),
          className: "max-w-52",
          folded: spare,
          cell: (row) => <OneLine>{row.description}</OneLine>,
        },
        {
          name: "date",
          label: t("column.date"),
          sort: sort("date"),
          className: "whitespace-nowrap text-muted",
          folded: "max-sm:hidden",
          cell: (row) => <DateTime value={row.issuedAt ?? row.createdAt} dateOnly />,
        },
        {
          name: "paid",
          label: t("column.paid"),
          className: "whitespace-nowrap text-muted",
          folded: spare,
          cell: (row) => row.paidAt && <DateTime value={row.paidAt} dateOnly />,
        },
        {
          name: "credited",
          label: t("column.credited"),
          numeric: true,
          cell: (row) => row.credited > 0n && <Money value={{ minor: row.credited, currency: row.currency }} />,
        },
      ]}
    />
  );
}
