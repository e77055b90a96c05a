import { useLocale, useTranslations } from "next-intl";
import { Badge } from "#components/ui/badge.tsx";
import { DateTime } from "#components/ui/date-time.tsx";
import { OneLine } from "#components/ui/one-line.tsx";
import { Table, Td, Th, Tr } from "#components/ui/table.tsx";
import { regionNames } from "#lib/kernel/intl.ts";
import type { CustomerRow } from "#lib/reports/customer-list.ts";
import type { HeadingSort } from "#lib/web/lists/list-params.ts";
import { RowLink } from "../row-link.tsx";

export function CustomerTable({ rows, sort }: { rows: CustomerRow[]; sort: (by: "since" | "name") => HeadingSort | undefined }) {
  const t = useTranslations("operator-customers");
  const regions = regionNames(useLocale());
  return (
    <Table label={t("title")}>
      <thead>
        <tr>
          <Th sort={sort("name")}>{t("column.name")}</Th>
          <Th>{t("column.subscriptions")}</Th>
          <Th className="max-sm:hidden">{t("column.phone")}</Th>
          <Th className="max-sm:hidden">{t("column.country")}</Th>
          <Th className="max-sm:hidden" sort={sort("since")}>
            {t("column.since")}
          </Th>
          <Th numeric className="max-sm:hidden">
            {t("column.number")}
          </Th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Tr key={row.id}>
            <Td className="max-w-72 max-sm:w-full max-sm:max-w-0">
              <OneLine>
                <RowLink href={`/operator/customers/${row.id}`}>{row.name}</RowLink>
              </OneLine>
              <OneLine className="text-xs text-muted">{row.email}</OneLine>
            </Td>
            <Td className="max-w-64 max-sm:max-w-36">
              {row.closedAt ? (
                <Badge>{t("closed")}</Badge>
              ) : row.plans.length > 0 ? (
                <OneLine>{row.plans.join(", ")}</OneLine>
              ) : (
                <span className="text-faint">—</span>
              )}
            </Td>
            <Td className="figures whitespace-nowrap max-sm:hidden">{row.phone && <bdi dir="ltr">{row.phone}</bdi>}</Td>
            <Td className="whitespace-nowrap max-sm:hidden">{row.country && regions.of(row.country)}</Td>
            <Td className="whitespace-nowrap text-muted max-sm:hidden">
              <DateTime value={row.createdAt} dateOnly />
            </Td>
            <Td numeric className="text-muted max-sm:hidden">
              <bdi>#{row.number}</bdi>
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}
