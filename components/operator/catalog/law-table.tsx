import { useTranslations } from "next-intl";
import { Table, Td, Th, Tr } from "#components/ui/table.tsx";
import type { PRICE_LAWS } from "#lib/subscriptions/price-law.ts";

type Props = { laws: typeof PRICE_LAWS; countries: { code: string; name: string }[] };

/** What the law asks of whoever raises a price, by country. */
export function LawTable({ laws, countries }: Props) {
  const t = useTranslations("operator-plans.law");
  const common = useTranslations("common");
  const nameOf = (code: string) => countries.find((country) => country.code === code)?.name ?? t(code === "EU" ? "union" : "elsewhere");
  return (
    <Table label={t("title")} className="shadow-none">
      <thead>
        <tr>
          <Th>{t("country")}</Th>
          <Th>{t("notice")}</Th>
          <Th>{t("silence")}</Th>
          <Th>{t("source")}</Th>
        </tr>
      </thead>
      <tbody>
        {laws.map(({ country, days, most, consent, source }) => (
          <Tr key={country}>
            <Td className="whitespace-nowrap font-medium">{nameOf(country)}</Td>
            <Td className="whitespace-nowrap">{most === null ? common("length.DAY", { count: days }) : t("between", { days, most })}</Td>
            <Td>{t(consent ? "consent" : "suffices")}</Td>
            <Td className="min-w-56 text-muted">{source ? <bdi>{source}</bdi> : t("unknown")}</Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}
