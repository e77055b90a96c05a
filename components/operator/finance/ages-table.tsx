import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import { Money } from "#components/ui/money.tsx";
import { Table, Td, Th, Tr } from "#components/ui/table.tsx";
import { Tooltip } from "#components/ui/tooltip.tsx";
import type { Age, Receivables } from "#lib/reports/receivables.ts";
import { SparseAmount } from "../in-months.tsx";

const COLUMNS = ["count", "left", "share"] as const;
const REST = ["owedBack", "receivable"] as const;

type Props = { report: Receivables; currency: string; chosen: Age | null; hrefOf: (age: Age | null) => string };

/** What is unpaid by age, each of which leads to its invoices, and how that is the ledger's. */
export function AgesTable({ report, currency, chosen, hrefOf }: Props) {
  const t = useTranslations("operator-finance.receivables");
  const all = useTranslations("operator-finance");
  const format = useFormatter();
  const { ages, unpaid } = report;
  const share = (left: bigint) =>
    unpaid === 0n ? "–" : format.number(Number((left * 1000n) / unpaid) / 1000, { style: "percent", maximumFractionDigits: 1 });
  return (
    <Table label={t("table")}>
      <thead>
        <tr>
          <Th title={t("meaning.age")}>{t("column.age")}</Th>
          {COLUMNS.map((column) => (
            <Th key={column} numeric title={t(`meaning.${column}`)}>
              {t(`column.${column}`)}
            </Th>
          ))}
        </tr>
      </thead>
      <tbody>
        {ages.map(({ age, count, left }) => (
          <Tr key={age} selected={age === chosen}>
            <Td className="whitespace-nowrap">
              {count > 0 ? (
                <Link
                  href={hrefOf(age === chosen ? null : age)}
                  scroll={false}
                  className="text-brand-ink underline-offset-2 hover:underline"
                >
                  {t(`age.${age}`)}
                </Link>
              ) : (
                t(`age.${age}`)
              )}
            </Td>
            <Td numeric>{format.number(count)}</Td>
            <Td numeric>
              <SparseAmount minor={left} currency={currency} />
            </Td>
            <Td numeric className="text-muted">
              {share(left)}
            </Td>
          </Tr>
        ))}
        <Tr className="font-semibold">
          <Td>{all("sum")}</Td>
          <Td numeric>{format.number(ages.reduce((sum, { count }) => sum + count, 0))}</Td>
          <Td numeric>
            <Money value={{ minor: unpaid, currency }} className="figures" />
          </Td>
          <Td />
        </Tr>
        {REST.map((name) => (
          <Tr key={name} className="text-muted">
            <Td>
              <Tooltip content={t(`${name}Meaning`)}>
                <span className="cursor-help underline decoration-dotted decoration-line-strong underline-offset-4">{t(name)}</span>
              </Tooltip>
            </Td>
            <Td />
            <Td numeric>
              <SparseAmount minor={report[name]} currency={currency} />
            </Td>
            <Td />
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}
