import { useTranslations } from "next-intl";
import { Badge } from "#components/ui/badge.tsx";
import { Table, Td, Th, Tr } from "#components/ui/table.tsx";
import type { RevenueMonthRow } from "#lib/reports/revenue-waterfall.ts";
import { SparseAmount, useMonthName } from "../in-months.tsx";

type Props = { rows: RevenueMonthRow[]; currency: string };

const COLUMNS = ["deferredBefore", "billed", "recognized", "credited", "writtenOff", "deferredAfter"] as const;

/** From what was deferred at the start of each month to what is at its end. */
export function WaterfallTable({ rows, currency }: Props) {
  const t = useTranslations("operator-revenue");
  const monthName = useMonthName();
  const goes = (name: (typeof COLUMNS)[number]) => ["recognized", "credited", "writtenOff"].includes(name);
  return (
    <Table label={t("waterfall.title")}>
      <thead>
        <tr>
          <Th>{t("month")}</Th>
          {COLUMNS.map((name) => (
            <Th key={name} numeric title={t(`meaning.${name}`)}>
              {t(`column.${name}`)}
            </Th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Tr key={row.month}>
            <Td className="whitespace-nowrap">
              {monthName(row.month)} {!row.closed && row.billed !== 0n && <Badge>{t("open")}</Badge>}
            </Td>
            {COLUMNS.map((name) => (
              <Td key={name} numeric className={name.startsWith("deferred") ? "font-medium" : undefined}>
                <SparseAmount minor={goes(name) ? -row[name] : row[name]} currency={currency} />
              </Td>
            ))}
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}

/** In which months what was billed in each was earned. */
export function EarnedTable({ rows, currency }: Props) {
  const t = useTranslations("operator-revenue");
  const monthName = useMonthName();
  return (
    <Table label={t("earned.title")}>
      <thead>
        <tr>
          <Th>{t("earned.billedIn")}</Th>
          <Th numeric>{t("column.billed")}</Th>
          {rows.map(({ month }) => (
            <Th key={month} numeric>
              {monthName(month)}
            </Th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Tr key={row.month}>
            <Td className="whitespace-nowrap">{monthName(row.month)}</Td>
            <Td numeric className="font-medium">
              <SparseAmount minor={row.billed} currency={currency} />
            </Td>
            {row.earnedIn.map((minor, index) => (
              <Td key={rows[index].month} numeric>
                <SparseAmount minor={minor} currency={currency} />
              </Td>
            ))}
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}
