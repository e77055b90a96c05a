import { useTranslations } from "next-intl";
import { RowLink } from "#components/operator/row-link.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { DateTime } from "#components/ui/date-time.tsx";
import { Table, Td, Th, Tr } from "#components/ui/table.tsx";
import type { VoucherBatchRow } from "#lib/reports/vouchers.ts";
import { VoucherValue } from "./voucher-value.tsx";

export function VoucherBatchTable({ batches }: { batches: VoucherBatchRow[] }) {
  const t = useTranslations("operator-vouchers");
  return (
    <Table label={t("title")}>
      <thead>
        <tr>
          <Th>{t("columns.name")}</Th>
          <Th>{t("columns.value")}</Th>
          <Th className="max-sm:hidden">{t("columns.made")}</Th>
          <Th numeric>{t("columns.redeemed")}</Th>
        </tr>
      </thead>
      <tbody>
        {batches.map((batch) => (
          <Tr key={batch.id} className={batch.revokedAt ? "text-muted" : undefined}>
            <Td>
              <RowLink href={`/operator/vouchers/${batch.id}`}>
                <bdi>{batch.name}</bdi>
              </RowLink>{" "}
              {batch.revokedAt && <Badge>{t("states.revoked")}</Badge>}
            </Td>
            <Td>
              <VoucherValue batch={batch} />
            </Td>
            <Td className="whitespace-nowrap max-sm:hidden">
              <DateTime value={batch.createdAt} dateOnly />
            </Td>
            <Td numeric>
              {batch.redeemed}
              <span className="text-muted"> / {batch.count}</span>
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}
