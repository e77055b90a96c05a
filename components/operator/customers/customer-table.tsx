import { useLocale, useTranslations } from "next-intl";
import { Badge } from "#components/ui/badge.tsx";
import { DateTime } from "#components/ui/date-time.tsx";
import { OneLine } from "#components/ui/one-line.tsx";
import { regionNames } from "#lib/kernel/intl.ts";
import type { CustomerRow } from "#lib/reports/customer-list.ts";
import type { HeadingSort } from "#lib/web/lists/list-params.ts";
import { ListTable, type LookedAt } from "../list-table.tsx";
import { RowLink } from "../row-link.tsx";

type Props = { rows: CustomerRow[]; sort: (by: "since" | "name") => HeadingSort | undefined; look: LookedAt };

export function CustomerTable({ rows, sort, look }: Props) {
  const t = useTranslations("operator-customers");
  const regions = regionNames(useLocale());
  return (
    <ListTable
      label={t("title")}
      look={look}
      rows={rows}
      columns={[
        {
          name: "name",
          label: t("column.name"),
          sort: sort("name"),
          className: "max-w-72",
          foldedCell: "max-sm:w-full max-sm:max-w-0",
          cell: (row) => (
            <>
              <OneLine>
                <RowLink href={`/operator/customers/${row.id}`}>{row.name}</RowLink>
              </OneLine>
              <OneLine className="text-xs text-muted">{row.email}</OneLine>
            </>
          ),
        },
        {
          name: "subscriptions",
          label: t("column.subscriptions"),
          className: "max-w-64 max-sm:max-w-36",
          cell: (row) => <Plans of={row} />,
        },
        {
          name: "phone",
          label: t("column.phone"),
          className: "figures whitespace-nowrap",
          folded: "max-sm:hidden",
          cell: (row) => row.phone && <bdi dir="ltr">{row.phone}</bdi>,
        },
        {
          name: "country",
          label: t("column.country"),
          className: "whitespace-nowrap",
          folded: "max-sm:hidden",
          cell: (row) => row.country && regions.of(row.country),
        },
        {
          name: "since",
          label: t("column.since"),
          sort: sort("since"),
          className: "whitespace-nowrap text-muted",
          folded: "max-sm:hidden",
          cell: (row) => <DateTime value={row.createdAt} dateOnly />,
        },
        {
          name: "number",
          label: t("column.number"),
          numeric: true,
          className: "text-muted",
          folded: "max-sm:hidden",
          cell: (row) => <bdi>#{row.number}</bdi>,
        },
      ]}
    />
  );
}

function Plans({ of: { closedAt, plans } }: { of: CustomerRow }) {
  const t = useTranslations("operator-customers");
  if (closedAt) return <Badge>{t("closed")}</Badge>;
  return plans.length > 0 ? <OneLine>{plans.join(", ")}</OneLine> : <span className="text-faint">—</span>;
}
