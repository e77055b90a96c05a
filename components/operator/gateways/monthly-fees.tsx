import { useFormatter, useTranslations } from "next-intl";
import { Money } from "#components/ui/money.tsx";
import { Table, Td, Th, Tr } from "#components/ui/table.tsx";
import type { GatewayFees } from "#lib/reports/gateway-fees.ts";

/** What a gateway took for itself, a row for each month and currency. */
export function MonthlyFees({ gateway, rows }: { gateway: string; rows: GatewayFees[] }) {
  const t = useTranslations("operator-gateways.fees");
  const format = useFormatter();
  // The middle of the month, which is that month in every time zone.
  const nameOf = (month: string) => format.dateTime(new Date(`${month}-15T12:00:00Z`), { month: "long", year: "numeric" });
  return (
    <Table label={`${gateway}: ${t("title")}`}>
      <thead>
        <tr>
          <Th>{t("month")}</Th>
          <Th numeric>{t("payments")}</Th>
          <Th numeric className="max-sm:hidden">
            {t("others")}
          </Th>
          <Th numeric>{t("all")}</Th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ month, currency, payments, others }) => (
          <Tr key={`${month} ${currency}`}>
            <Td className="whitespace-nowrap">{nameOf(month)}</Td>
            <Td numeric>
              <Money value={{ minor: payments, currency }} />
            </Td>
            <Td numeric className="max-sm:hidden">
              <Money value={{ minor: others, currency }} />
            </Td>
            <Td numeric>
              <Money value={{ minor: payments + others, currency }} />
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}
