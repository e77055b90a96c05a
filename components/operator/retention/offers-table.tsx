import { useFormatter, useTranslations } from "next-intl";
import { Table, Td, Th, Tr } from "#components/ui/table.tsx";
import type { OfferSuccess } from "#lib/reports/retention.ts";

/** What was offered to stay, how often it was taken, and who still subscribed later. */
export function OffersTable({ rows }: { rows: OfferSuccess[] }) {
  const t = useTranslations("operator-retention.offers");
  const format = useFormatter();
  const share = (part: number, of: number) => (of === 0 ? "–" : format.number(part / of, { style: "percent" }));
  return (
    <Table label={t("title")}>
      <thead>
        <tr>
          <Th>{t("kind")}</Th>
          <Th numeric>{t("shown")}</Th>
          <Th numeric>{t("taken")}</Th>
          <Th numeric>{t("share")}</Th>
          <Th numeric>{t("after", { days: 30 })}</Th>
          <Th numeric>{t("after", { days: 90 })}</Th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ kind, shown, taken, old30, still30, old90, still90 }) => (
          <Tr key={kind}>
            <Td className="whitespace-nowrap">{t(`kinds.${kind}`)}</Td>
            <Td numeric>{format.number(shown)}</Td>
            <Td numeric>{format.number(taken)}</Td>
            <Td numeric>{share(taken, shown)}</Td>
            <Td numeric>{share(still30, old30)}</Td>
            <Td numeric>{share(still90, old90)}</Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}
