import { useLocale, useTranslations } from "next-intl";
import { Table, Td, Th, Tr } from "#components/ui/table.tsx";
import { formatPpm } from "#lib/kernel/format.ts";
import { regionNames } from "#lib/kernel/intl.ts";
import type { TaxRow } from "#lib/reports/tax.ts";
import { SparseAmount } from "../in-months.tsx";

const KEYS = ["country", "rate", "treatment"] as const;
const AMOUNTS = ["billedNet", "billedTax", "creditedNet", "creditedTax"] as const;

/** Net and tax by country, rate and treatment, and their sum. */
export function TaxTable({ rows, currency }: { rows: TaxRow[]; currency: string }) {
  const t = useTranslations("operator-finance");
  const treatment = useTranslations("operator-invoices.treatment");
  const locale = useLocale();
  const regions = regionNames(locale);
  const sum = (of: (row: TaxRow) => bigint) => rows.reduce((all, row) => all + of(row), 0n);
  const amount = (minor: bigint) => <SparseAmount minor={minor} currency={currency} />;
  return (
    <Table label={t("tax.table")}>
      <thead>
        <tr>
          {KEYS.map((key) => (
            <Th key={key} numeric={key === "rate"} title={t(`tax.meaning.${key}`)}>
              {t(`tax.column.${key}`)}
            </Th>
          ))}
          {[...AMOUNTS, "tax" as const].map((column) => (
            <Th key={column} numeric title={t(`tax.meaning.${column}`)}>
              {t(`tax.column.${column}`)}
            </Th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Tr key={`${row.country} ${row.ratePpm} ${row.treatment}`}>
            <Td>{row.country ? regions.of(row.country) : t("tax.nowhere")}</Td>
            <Td numeric>{formatPpm(row.ratePpm, locale)}</Td>
            <Td className="whitespace-nowrap">{treatment(row.treatment)}</Td>
            {AMOUNTS.map((column) => (
              <Td key={column} numeric>
                {amount(column.startsWith("credited") ? -row[column] : row[column])}
              </Td>
            ))}
            <Td numeric className="font-medium">
              {amount(row.tax)}
            </Td>
          </Tr>
        ))}
        <Tr className="font-semibold">
          <Td>{t("sum")}</Td>
          <Td />
          <Td />
          {AMOUNTS.map((column) => (
            <Td key={column} numeric>
              {amount(sum((row) => (column.startsWith("credited") ? -row[column] : row[column])))}
            </Td>
          ))}
          <Td numeric>{amount(sum(({ tax }) => tax))}</Td>
        </Tr>
      </tbody>
    </Table>
  );
}
