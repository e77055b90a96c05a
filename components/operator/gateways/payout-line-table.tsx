import { useTranslations } from "next-intl";
import { RowLink } from "#components/operator/row-link.tsx";
import { DateTime } from "#components/ui/date-time.tsx";
import { Money } from "#components/ui/money.tsx";
import { CodeLine, OneLine } from "#components/ui/one-line.tsx";
import { Table, Td, Th, Tr } from "#components/ui/table.tsx";
import type { PayoutLineRow } from "#lib/reports/payouts.ts";
import type { HeadingSort } from "#lib/web/lists/list-params.ts";

type Props = { rows: PayoutLineRow[]; currency: string; sort: (by: "date") => HeadingSort };

/** What a payout is made of, each with our transaction and both sides' references. */
export function PayoutLineTable({ rows, currency, sort }: Props) {
  const t = useTranslations("operator-gateways.payouts");
  const money = (minor: bigint, of = currency) => <Money value={{ minor, currency: of }} />;
  return (
    <Table label={t("lines.title")}>
      <thead>
        <tr>
          <Th>{t("lines.kind")}</Th>
          <Th>{t("lines.transaction")}</Th>
          <Th numeric className="max-sm:hidden">
            {t("lines.gross")}
          </Th>
          <Th numeric className="max-sm:hidden">
            {t("lines.fee")}
          </Th>
          <Th numeric>{t("lines.net")}</Th>
          <Th className="max-md:hidden">{t("lines.references")}</Th>
          <Th className="max-lg:hidden" sort={sort("date")}>
            {t("lines.at")}
          </Th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Tr key={row.id}>
            <Td className="max-w-56">
              {t(`kind.${row.kind}`)}
              {row.text && <OneLine className="text-xs text-muted">{row.text}</OneLine>}
            </Td>
            <Td>
              <Ours row={row} />
            </Td>
            <Td numeric className="max-sm:hidden">
              {money(row.gross)}
              {row.exchangedCurrency !== null && row.exchangedAmount !== null && (
                <span className="block text-xs text-muted">{money(row.exchangedAmount, row.exchangedCurrency)}</span>
              )}
            </Td>
            <Td numeric className="max-sm:hidden">
              {money(row.fee)}
            </Td>
            <Td numeric>{money(row.net)}</Td>
            <Td className="max-w-52 max-md:hidden">
              <span className="block">
                <CodeLine>{row.refundReference ?? row.paymentReference ?? "–"}</CodeLine>
              </span>
              <span className="block text-muted">
                <CodeLine>{row.reference}</CodeLine>
              </span>
            </Td>
            <Td className="whitespace-nowrap text-muted max-lg:hidden">
              <DateTime value={row.at} />
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}

/** Our transaction; a fee, and a payout that failed, have none. */
function Ours({ row: { kind, transactionId, transactionNumber } }: { row: PayoutLineRow }) {
  const t = useTranslations("operator-gateways.payouts.lines");
  if (transactionId) return <RowLink href={`/operator/transactions?open=${transactionId}`}>#{transactionNumber}</RowLink>;
  return kind === "FEE" || kind === "PAYOUT" ? (
    <span className="text-muted">–</span>
  ) : (
    <span className="text-warning">{t("notKnown")}</span>
  );
}
