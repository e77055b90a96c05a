import { useTranslations } from "next-intl";
import { DateTime } from "#components/ui/date-time.tsx";
import { OneLine } from "#components/ui/one-line.tsx";
import { Table, Td, Th, Tr } from "#components/ui/table.tsx";
import type { SubscriptionRow } from "#lib/reports/subscription-list.ts";
import type { HeadingSort } from "#lib/web/lists/list-params.ts";
import { RowLink } from "../row-link.tsx";
import { StatusBadge } from "../status-badge.tsx";
import { NextStep } from "./next-step.tsx";
import { TermPrice } from "./term-price.tsx";

export function SubscriptionTable({
  rows,
  open,
  hrefOf,
  sort,
}: {
  rows: SubscriptionRow[];
  open: string | null;
  hrefOf: (id: string) => string;
  sort: (by: "created") => HeadingSort;
}) {
  const t = useTranslations("operator-subscriptions");
  const beside = open ? "max-sm:hidden xl:hidden" : "max-sm:hidden";
  return (
    <Table label={t("title")}>
      <thead>
        <tr>
          <Th>{t("column.customer")}</Th>
          <Th className="max-sm:hidden">{t("column.status")}</Th>
          <Th>{t("column.plan")}</Th>
          <Th className={beside}>{t("column.price")}</Th>
          <Th className={beside}>{t("column.next")}</Th>
          <Th className={beside} sort={sort("created")}>
            {t("column.created")}
          </Th>
          <Th numeric className={beside}>
            {t("column.number")}
          </Th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Tr key={row.id} selected={row.id === open}>
            <Td className="max-w-64 max-sm:w-full max-sm:max-w-0">
              <OneLine>
                <RowLink href={hrefOf(row.id)}>{row.name}</RowLink>
              </OneLine>
              <OneLine className="text-xs text-muted">{row.email}</OneLine>
              <span className="mt-1 block sm:hidden">
                <StatusBadge kind="subscription" status={row.status} />
              </span>
            </Td>
            <Td className="max-sm:hidden">
              <StatusBadge kind="subscription" status={row.status} />
            </Td>
            <Td className="max-w-52">
              <OneLine>{row.plan}</OneLine>
              <span className="grid gap-1 text-xs sm:hidden">
                <TermPrice amount={row.amount} currency={row.currency} interval={row.interval} intervalCount={row.intervalCount} />
                <span className="text-muted">
                  <NextStep step={row.next} />
                </span>
              </span>
            </Td>
            <Td className={beside}>
              <TermPrice amount={row.amount} currency={row.currency} interval={row.interval} intervalCount={row.intervalCount} />
            </Td>
            <Td className={beside}>
              <NextStep step={row.next} />
            </Td>
            <Td className={`text-muted ${beside}`}>
              <DateTime value={row.createdAt} dateOnly className="whitespace-nowrap" />
            </Td>
            <Td numeric className={`text-muted ${beside}`}>
              <bdi>#{row.number}</bdi>
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}
