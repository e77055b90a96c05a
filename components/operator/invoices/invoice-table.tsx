import { useTranslations } from "next-intl";
import { Badge } from "#components/ui/badge.tsx";
import { cx } from "#components/ui/class-names.ts";
import { DateTime } from "#components/ui/date-time.tsx";
import { Money } from "#components/ui/money.tsx";
import { OneLine } from "#components/ui/one-line.tsx";
import { Table, Td, Th, Tr } from "#components/ui/table.tsx";
import type { InvoiceRow } from "#lib/reports/invoices.ts";
import type { HeadingSort } from "#lib/web/lists/list-params.ts";
import { RowLink } from "../row-link.tsx";
import { StatusBadge } from "../status-badge.tsx";

export function InvoiceTable({
  rows,
  open,
  hrefOf,
  sort,
}: {
  rows: InvoiceRow[];
  open: string | null;
  hrefOf: (id: string) => string;
  sort: (by: "date" | "total") => HeadingSort;
}) {
  const t = useTranslations("operator-invoices");
  const spare = open ? "max-sm:hidden xl:hidden" : "max-sm:hidden";
  const state = (row: InvoiceRow) =>
    row.kind === "CREDIT_NOTE" ? <Badge dot>{t("kind.CREDIT_NOTE")}</Badge> : <StatusBadge kind="invoice" status={row.status} />;
  return (
    <Table label={t("title")}>
      <thead>
        <tr>
          <Th>{t("column.number")}</Th>
          <Th numeric sort={sort("total")}>
            {t("column.total")}
          </Th>
          <Th className="max-sm:hidden">{t("column.status")}</Th>
          <Th className="max-sm:hidden">{t("column.buyer")}</Th>
          <Th className={spare}>{t("column.description")}</Th>
          <Th className="max-sm:hidden" sort={sort("date")}>
            {t("column.date")}
          </Th>
          <Th className={spare}>{t("column.paid")}</Th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Tr key={row.id} selected={row.id === open}>
            <Td className="whitespace-nowrap max-sm:w-full max-sm:max-w-0">
              <RowLink href={hrefOf(row.id)}>
                <bdi>{row.number ?? t("draft")}</bdi>
              </RowLink>
              <OneLine className="text-xs text-muted sm:hidden">{row.name}</OneLine>
              <span className="block text-xs text-muted sm:hidden">
                <DateTime value={row.issuedAt ?? row.createdAt} dateOnly />
              </span>
            </Td>
            <Td numeric className="font-medium">
              <Money value={{ minor: row.kind === "CREDIT_NOTE" ? -row.total : row.total, currency: row.currency }} />
              <span className="mt-1 block font-normal sm:hidden">{state(row)}</span>
              {row.credited > 0n && (
                <span className="block text-xs font-normal text-muted">
                  {row.credited === row.total ? t("creditedWhole") : t("creditedPart")}
                </span>
              )}
            </Td>
            <Td className="max-sm:hidden">{state(row)}</Td>
            <Td className="max-w-64 max-sm:hidden">
              <OneLine>{row.name}</OneLine>
              <OneLine className="text-xs text-muted">{row.email}</OneLine>
            </Td>
            <Td className={cx("max-w-52", spare)}>
              <OneLine>{row.description}</OneLine>
            </Td>
            <Td className="whitespace-nowrap text-muted max-sm:hidden">
              <DateTime value={row.issuedAt ?? row.createdAt} dateOnly />
            </Td>
            <Td className={cx("whitespace-nowrap text-muted", spare)}>{row.paidAt && <DateTime value={row.paidAt} dateOnly />}</Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}
