import { useTranslations } from "next-intl";
import { Badge } from "#components/ui/badge.tsx";
import { cx } from "#components/ui/class-names.ts";
import { DateTime } from "#components/ui/date-time.tsx";
import { Money } from "#components/ui/money.tsx";
import { Table, Td, Th, Tr } from "#components/ui/table.tsx";
import type { InvoiceRow } from "#lib/reports/invoices.ts";
import { RowLink } from "../row-link.tsx";
import { StatusBadge } from "../status-badge.tsx";

export function InvoiceTable({ rows, open, hrefOf }: { rows: InvoiceRow[]; open: string | null; hrefOf: (id: string) => string }) {
  const t = useTranslations("operator-invoices");
  const spare = open ? "xl:hidden" : undefined;
  return (
    <Table label={t("title")}>
      <thead>
        <tr>
          <Th>{t("column.number")}</Th>
          <Th numeric>{t("column.total")}</Th>
          <Th>{t("column.status")}</Th>
          <Th>{t("column.buyer")}</Th>
          <Th className={spare}>{t("column.description")}</Th>
          <Th>{t("column.date")}</Th>
          <Th className={spare}>{t("column.paid")}</Th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Tr key={row.id} selected={row.id === open}>
            <Td className="whitespace-nowrap">
              <RowLink href={hrefOf(row.id)}>
                <bdi>{row.number ?? t("draft")}</bdi>
              </RowLink>
            </Td>
            <Td numeric className="font-medium">
              <Money value={{ minor: row.kind === "CREDIT_NOTE" ? -row.total : row.total, currency: row.currency }} />
              {row.credited > 0n && (
                <span className="block text-xs font-normal text-muted">
                  {row.credited === row.total ? t("creditedWhole") : t("creditedPart")}
                </span>
              )}
            </Td>
            <Td>
              {row.kind === "CREDIT_NOTE" ? <Badge dot>{t("kind.CREDIT_NOTE")}</Badge> : <StatusBadge kind="invoice" status={row.status} />}
            </Td>
            <Td className="max-w-64">
              <span className="block truncate">
                <bdi>{row.name}</bdi>
              </span>
              <span className="block truncate text-xs text-muted">
                <bdi>{row.email}</bdi>
              </span>
            </Td>
            <Td className={cx("max-w-52 truncate", spare)}>
              <bdi>{row.description}</bdi>
            </Td>
            <Td className="whitespace-nowrap text-muted">
              <DateTime value={row.issuedAt ?? row.createdAt} dateOnly />
            </Td>
            <Td className={cx("whitespace-nowrap text-muted", spare)}>{row.paidAt && <DateTime value={row.paidAt} dateOnly />}</Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}
