import { useFormatter, useTranslations } from "next-intl";
import { DateTime } from "#components/ui/date-time.tsx";
import { Money } from "#components/ui/money.tsx";
import { OneLine } from "#components/ui/one-line.tsx";
import { Table, Td, Th, Tr } from "#components/ui/table.tsx";
import type { UnpaidRow } from "#lib/reports/receivables.ts";
import { RowLink } from "../row-link.tsx";

type Props = { rows: UnpaidRow[]; currency: string; open: string | null; hrefOf: (id: string) => string };

/** The invoices of an age, those that are due longest first. */
export function UnpaidTable({ rows, currency, open, hrefOf }: Props) {
  const t = useTranslations("operator-finance.receivables");
  const format = useFormatter();
  return (
    <Table label={t("list")}>
      <thead>
        <tr>
          <Th>{t("column.number")}</Th>
          <Th className="max-sm:hidden">{t("column.issued")}</Th>
          <Th>{t("column.due")}</Th>
          <Th numeric className="max-sm:hidden">
            {t("column.days")}
          </Th>
          <Th numeric className="max-sm:hidden">
            {t("column.total")}
          </Th>
          <Th numeric>{t("column.left")}</Th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Tr key={row.id} selected={row.id === open}>
            <Td className="max-w-56 whitespace-nowrap max-sm:max-w-32">
              <RowLink href={hrefOf(row.id)}>
                <bdi>{row.number}</bdi>
              </RowLink>
              <OneLine className="text-xs text-muted">{row.name}</OneLine>
            </Td>
            <Td className="whitespace-nowrap text-muted max-sm:hidden">
              <DateTime value={row.issuedAt} dateOnly />
            </Td>
            <Td className="whitespace-nowrap">
              <DateTime value={row.due} dateOnly />
            </Td>
            <Td numeric className="max-sm:hidden">
              {row.days > 0 ? format.number(row.days) : <span className="text-muted">–</span>}
            </Td>
            <Td numeric className="max-sm:hidden">
              <Money value={{ minor: row.total, currency }} className="figures" />
            </Td>
            <Td numeric className="font-medium">
              <Money value={{ minor: row.left, currency }} className="figures" />
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}
