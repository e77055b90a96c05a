import { useTranslations } from "next-intl";
import { RowLink } from "#components/operator/row-link.tsx";
import { StatusBadge } from "#components/operator/status-badge.tsx";
import { DateTime } from "#components/ui/date-time.tsx";
import { Money } from "#components/ui/money.tsx";
import { OneLine } from "#components/ui/one-line.tsx";
import { Table, Td, Th, Tr } from "#components/ui/table.tsx";
import type { WaitingPayment } from "#lib/reports/gateway-days.ts";

/** What the gateway has not decided or not answered, and when it is asked next. */
export function WaitingList({ rows }: { rows: WaitingPayment[] }) {
  const t = useTranslations("operator-gateways.waiting");
  if (rows.length === 0) return <p className="text-sm text-muted">{t("none")}</p>;
  return (
    <Table label={t("title")}>
      <thead>
        <tr>
          <Th>{t("payment")}</Th>
          <Th>{t("status")}</Th>
          <Th numeric>{t("amount")}</Th>
          <Th>{t("since")}</Th>
          <Th numeric>{t("asked")}</Th>
          <Th>{t("next")}</Th>
          <Th>{t("said")}</Th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Tr key={row.id}>
            <Td>
              <RowLink href={`/operator/transactions?open=${row.id}`}>#{row.number}</RowLink>
            </Td>
            <Td>
              <StatusBadge kind="transaction" status={row.status} />
            </Td>
            <Td numeric>
              <Money value={{ minor: row.kind === "REFUND" ? -row.amount : row.amount, currency: row.currency }} />
            </Td>
            <Td className="whitespace-nowrap">
              <DateTime value={row.createdAt} />
            </Td>
            <Td numeric>{row.reconcileAttempts}</Td>
            <Td className="whitespace-nowrap">{row.reconcileAt ? <DateTime value={row.reconcileAt} /> : "–"}</Td>
            <Td className="max-w-64">
              <OneLine>{row.failureReason ?? "–"}</OneLine>
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}
