import { useFormatter, useTranslations } from "next-intl";
import { Money } from "#components/ui/money.tsx";
import { Table, Td, Th, Tr } from "#components/ui/table.tsx";
import type { PayoutDetails } from "#lib/reports/payouts.ts";

/** What its lines come to by kind, and together. */
export function PayoutSums({ payout: { sums, currency, total } }: { payout: PayoutDetails }) {
  const t = useTranslations("operator-gateways.payouts");
  const format = useFormatter();
  if (sums.length === 0) return <p className="text-sm text-muted">{t("lines.empty.title")}</p>;
  const money = (minor: bigint) => <Money value={{ minor, currency }} />;
  const all = (of: "gross" | "fee" | "net") => sums.reduce((sum, row) => sum + row[of], 0n);
  const isOff = all("net") !== total;
  return (
    <Table label={t("sums.title")}>
      <thead>
        <tr>
          <Th>{t("lines.kind")}</Th>
          <Th numeric className="max-sm:hidden">
            {t("count")}
          </Th>
          <Th numeric className="max-sm:hidden">
            {t("lines.gross")}
          </Th>
          <Th numeric>{t("lines.fee")}</Th>
          <Th numeric>{t("lines.net")}</Th>
        </tr>
      </thead>
      <tbody>
        {sums.map(({ kind, count, gross, fee, net }) => (
          <Tr key={kind}>
            <Td>{t(`kind.${kind}`)}</Td>
            <Td numeric className="max-sm:hidden">
              {format.number(count)}
            </Td>
            <Td numeric className="max-sm:hidden">
              {money(gross)}
            </Td>
            <Td numeric>{money(fee)}</Td>
            <Td numeric>{money(net)}</Td>
          </Tr>
        ))}
        <Tr className="font-semibold">
          <Td>{t("sums.all")}</Td>
          <Td numeric className="max-sm:hidden">
            {format.number(sums.reduce((sum, { count }) => sum + count, 0))}
          </Td>
          <Td numeric className="max-sm:hidden">
            {money(all("gross"))}
          </Td>
          <Td numeric>{money(all("fee"))}</Td>
          <Td numeric className={isOff ? "text-warning" : undefined}>
            {money(all("net"))}
          </Td>
        </Tr>
      </tbody>
    </Table>
  );
}
