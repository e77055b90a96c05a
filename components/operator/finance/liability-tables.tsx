import { useTranslations } from "next-intl";
import { Table, Td, Th, Tr } from "#components/ui/table.tsx";
import type { BalanceMonth, VoucherMonth } from "#lib/reports/liabilities.ts";
import { SparseAmount, useMonthName } from "../in-months.tsx";

const BALANCE = ["opening", "toppedUp", "returned", "given", "spent", "expired", "takenBack", "closing"] as const;
const VOUCHER = ["opening", "made", "redeemed", "expired", "revoked", "closing"] as const;

/** What viewers had on their balances before and after each month, and what changed it. */
export function BalanceMonths({ rows, currency }: { rows: BalanceMonth[]; currency: string }) {
  const t = useTranslations("operator-finance");
  return <Months label={t("liabilities.balances")} columns={BALANCE} rows={rows} currency={currency} />;
}

/** The same of vouchers, at the amount that is printed on them. */
export function VoucherMonths({ rows, currency }: { rows: VoucherMonth[]; currency: string }) {
  const t = useTranslations("operator-finance");
  return <Months label={t("liabilities.vouchers")} columns={VOUCHER} rows={rows} currency={currency} />;
}

type Column = (typeof BALANCE)[number] | (typeof VOUCHER)[number];
type Row<C extends Column> = { month: string } & Record<C, bigint>;
type Props<C extends Column> = { label: string; columns: readonly C[]; rows: Row<C>[]; currency: string };

function Months<C extends Column>({ label, columns, rows, currency }: Props<C>) {
  const t = useTranslations("operator-finance");
  const monthName = useMonthName();
  return (
    <Table label={label}>
      <thead>
        <tr>
          <Th>{t("month")}</Th>
          {columns.map((column: Column) => (
            <Th key={column} numeric title={t(`liabilities.meaning.${column}`)}>
              {t(`liabilities.column.${column}`)}
            </Th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Tr key={row.month}>
            <Td className="whitespace-nowrap">{monthName(row.month)}</Td>
            {columns.map((column) => (
              <Td key={column} numeric className={column === "opening" || column === "closing" ? "font-medium" : undefined}>
                <SparseAmount minor={row[column]} currency={currency} />
              </Td>
            ))}
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}
