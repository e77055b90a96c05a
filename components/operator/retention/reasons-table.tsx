import { useFormatter, useTranslations } from "next-intl";
import { useReasonText } from "#components/operator/reason-text.ts";
import { Table, Td, Th, Tr } from "#components/ui/table.tsx";

/** Why viewers left, as they said. */
export function ReasonsTable({ rows }: { rows: { reason: string | null; count: number }[] }) {
  const t = useTranslations("operator-retention.reasons");
  const format = useFormatter();
  const reasonText = useReasonText();
  if (rows.length === 0) return <p className="text-sm text-muted">{t("none")}</p>;
  return (
    <Table label={t("title")}>
      <thead>
        <tr>
          <Th>{t("reason")}</Th>
          <Th numeric>{t("count")}</Th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ reason, count }) => (
          <Tr key={reason ?? ""}>
            <Td>{reason === null ? t("unsaid") : reasonText(reason)}</Td>
            <Td numeric>{format.number(count)}</Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}
