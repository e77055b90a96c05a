import { useFormatter, useTranslations } from "next-intl";
import { Money } from "#components/ui/money.tsx";
import { Table, Td, Th, Tr } from "#components/ui/table.tsx";
import type { LetterSuccess } from "#lib/reports/retention.ts";

/** Letters to who has left: how many came back, and what they paid since. */
export function LettersTable({ rows }: { rows: LetterSuccess[] }) {
  const t = useTranslations("operator-retention.letters");
  const format = useFormatter();
  if (rows.length === 0) return <p className="text-sm text-muted">{t("none")}</p>;
  return (
    <Table label={t("title")}>
      <thead>
        <tr>
          <Th>{t("letter")}</Th>
          <Th numeric>{t("sent")}</Th>
          <Th numeric>{t("taken")}</Th>
          <Th numeric>{t("share")}</Th>
          <Th numeric>{t("revenue")}</Th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ afterDays, sent, taken, revenue }) => (
          <Tr key={afterDays}>
            <Td className="whitespace-nowrap">{t("after", { days: afterDays })}</Td>
            <Td numeric>{format.number(sent)}</Td>
            <Td numeric>{format.number(taken)}</Td>
            <Td numeric>{format.number(taken / sent, { style: "percent" })}</Td>
            <Td numeric>
              {revenue.length === 0
                ? "–"
                : revenue.map((money) => (
                    <span key={money.currency} className="block">
                      <Money value={money} />
                    </span>
                  ))}
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}
