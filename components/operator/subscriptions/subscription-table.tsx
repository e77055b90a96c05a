import { useTranslations } from "next-intl";
import { DateTime } from "#components/ui/date-time.tsx";
import { OneLine } from "#components/ui/one-line.tsx";
import type { SubscriptionRow } from "#lib/reports/subscription-list.ts";
import type { HeadingSort } from "#lib/web/lists/list-params.ts";
import { ListTable, type LookedAt } from "../list-table.tsx";
import { RowLink } from "../row-link.tsx";
import { StatusBadge } from "../status-badge.tsx";
import { NextStep } from "./next-step.tsx";
import { TermPrice } from "./term-price.tsx";

type Props = {
  rows: SubscriptionRow[];
  open: string | null;
  hrefOf: (id: string) => string;
  sort: (by: "created") => HeadingSort;
  look: LookedAt;
};

export function SubscriptionTable({ rows, open, hrefOf, sort, look }: Props) {
  const t = useTranslations("operator-subscriptions");
  const beside = open ? "max-sm:hidden xl:hidden" : "max-sm:hidden";
  const price = ({ amount, currency, interval, intervalCount }: SubscriptionRow) => (
    <TermPrice {...{ amount, currency, interval, intervalCount }} />
  );
  const day = (value: Date | null) => value && <DateTime value={value} dateOnly className="whitespace-nowrap" />;
  return (
    <ListTable
      label={t("title")}
      look={look}
      rows={rows}
      open={open}
      columns={[
        {
          name: "customer",
          label: t("column.customer"),
          className: "max-w-64",
          foldedCell: "max-sm:w-full max-sm:max-w-0",
          cell: (row) => (
            <>
              <OneLine>
                <RowLink href={hrefOf(row.id)}>{row.name}</RowLink>
              </OneLine>
              <OneLine className="text-xs text-muted">{row.email}</OneLine>
              {!look.chosen && (
                <span className="mt-1 block sm:hidden">
                  <StatusBadge kind="subscription" status={row.status} />
                </span>
              )}
            </>
          ),
        },
        {
          name: "status",
          label: t("column.status"),
          folded: "max-sm:hidden",
          cell: (row) => <StatusBadge kind="subscription" status={row.status} />,
        },
        {
          name: "plan",
          label: t("column.plan"),
          className: "max-w-52",
          cell: (row) => (
            <>
              <OneLine>{row.plan}</OneLine>
              {!look.chosen && (
                <span className="grid gap-1 text-xs sm:hidden">
                  {price(row)}
                  <span className="text-muted">
                    <NextStep step={row.next} />
                  </span>
                </span>
              )}
            </>
          ),
        },
        { name: "price", label: t("column.price"), folded: beside, cell: price },
        { name: "next", label: t("column.next"), folded: beside, cell: (row) => <NextStep step={row.next} /> },
        {
          name: "created",
          label: t("column.created"),
          sort: sort("created"),
          className: "text-muted",
          folded: beside,
          cell: (row) => day(row.createdAt),
        },
        { name: "until", label: t("column.until"), className: "text-muted", cell: (row) => day(row.currentPeriodEnd) },
        { name: "ended", label: t("column.ended"), className: "text-muted", cell: (row) => day(row.endedAt) },
        {
          name: "number",
          label: t("column.number"),
          numeric: true,
          className: "text-muted",
          folded: beside,
          cell: (row) => <bdi>#{row.number}</bdi>,
        },
      ]}
    />
  );
}
