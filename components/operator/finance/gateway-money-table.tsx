import Link from "next/link";
import { useTranslations } from "next-intl";
import { Table, Td, Th, Tr } from "#components/ui/table.tsx";
import type { GatewayMoney } from "#lib/reports/money.ts";
import { SparseAmount } from "../in-months.tsx";
import { useGatewayName } from "../plugin-names.ts";

const COLUMNS = ["opening", "charged", "refunded", "disputed", "fees", "paidOut", "other", "closing"] as const;

type Props = { rows: GatewayMoney[]; currency: string; hrefOf: (gateway: string) => string | null };

/** What each way to pay took in, gave back and paid out in a month, and their sum; `hrefOf`: where its own page is. */
export function GatewayMoneyTable({ rows, currency, hrefOf }: Props) {
  const t = useTranslations("operator-finance");
  const gatewayName = useGatewayName();
  const strong = (column: (typeof COLUMNS)[number]) => (column === "opening" || column === "closing" ? "font-medium" : undefined);
  return (
    <Table label={t("payouts.title")}>
      <thead>
        <tr>
          <Th>{t("payouts.column.gateway")}</Th>
          {COLUMNS.map((column) => (
            <Th key={column} numeric title={t(`payouts.meaning.${column}`)}>
              {t(`payouts.column.${column}`)}
            </Th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Tr key={row.gateway}>
            <Td className="whitespace-nowrap">
              <GatewayName name={gatewayName(row.gateway)} href={hrefOf(row.gateway)} />
            </Td>
            {COLUMNS.map((column) => (
              <Td key={column} numeric className={strong(column)}>
                <SparseAmount minor={row[column]} currency={currency} />
              </Td>
            ))}
          </Tr>
        ))}
        <Tr className="font-semibold">
          <Td>{t("sum")}</Td>
          {COLUMNS.map((column) => (
            <Td key={column} numeric>
              <SparseAmount minor={rows.reduce((all, row) => all + row[column], 0n)} currency={currency} />
            </Td>
          ))}
        </Tr>
      </tbody>
    </Table>
  );
}

function GatewayName({ name, href }: { name: string; href: string | null }) {
  if (!href) return name;
  return (
    <Link href={href} className="text-brand-ink underline-offset-2 hover:underline">
      {name}
    </Link>
  );
}
