import { useLocale, useTranslations } from "next-intl";
import { Money } from "#components/ui/money.tsx";
import { Table, Td, Th, Tr } from "#components/ui/table.tsx";
import { formatPpm } from "#lib/kernel/format.ts";
import { regionNames } from "#lib/kernel/intl.ts";
import type { OssRow } from "#lib/reports/oss.ts";

/** The sales of a quarter by country and rate, then what corrects earlier ones. */
export function OssTable({ rows, label }: { rows: OssRow[]; label: string }) {
  const t = useTranslations("operator-oss");
  const locale = useLocale();
  const regions = regionNames(locale);
  const corrects = rows.some((row) => row.corrects);
  return (
    <Table label={label}>
      <thead>
        <tr>
          <Th>{t("country")}</Th>
          {corrects && <Th>{t("corrects")}</Th>}
          <Th numeric>{t("rate")}</Th>
          <Th numeric>{t("net")}</Th>
          <Th numeric>{t("vat")}</Th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ country, ratePpm, currency, net, tax, corrects: quarter }) => (
          <Tr key={`${country} ${ratePpm} ${currency} ${quarter}`}>
            <Td>{regions.of(country)}</Td>
            {corrects && (
              <Td className="whitespace-nowrap">
                <bdi className="figures">{quarter}</bdi>
              </Td>
            )}
            <Td numeric>{formatPpm(ratePpm, locale)}</Td>
            <Td numeric>
              <Money value={{ minor: net, currency }} />
            </Td>
            <Td numeric>
              <Money value={{ minor: tax, currency }} />
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}
