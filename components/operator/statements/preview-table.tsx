import { useTranslations } from "next-intl";
import { Table, Td, Th, Tr } from "#components/ui/table.tsx";
import type { Preview } from "#lib/payments/statements/preview.ts";
import { columnLetter } from "./column-letter.ts";

/** The first rows of a bank's table, as a spreadsheet shows them. */
export function PreviewTable({ preview: { rows, columns, layout } }: { preview: Preview }) {
  const t = useTranslations("operator-statements.columns");
  return (
    <Table label={t("preview")}>
      <thead>
        <tr>
          <Th>{t("row")}</Th>
          {columns.map((_, at) => (
            <Th key={at}>{columnLetter(at)}</Th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ number, cells }) => (
          <Tr key={number} className={number === layout.head ? "bg-sunken font-medium" : undefined}>
            <Td className="text-muted tabular-nums">{number}</Td>
            {columns.map((_, at) => (
              <Td key={at} className="max-w-56 truncate" title={cells[at]}>
                <bdi>{cells[at]}</bdi>
              </Td>
            ))}
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}
