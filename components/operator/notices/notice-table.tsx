import { useTranslations } from "next-intl";
import { Badge, type Tone } from "#components/ui/badge.tsx";
import { DateTime } from "#components/ui/date-time.tsx";
import { OneLine } from "#components/ui/one-line.tsx";
import { Table, Td, Th, Tr } from "#components/ui/table.tsx";
import type { NoticeRow } from "#lib/reports/notices.ts";
import type { HeadingSort } from "#lib/web/lists/list-params.ts";
import { RowLink } from "../row-link.tsx";

export const NOTICE_TONES: Record<NoticeRow["state"], Tone> = { open: "warning", dealt_with: "neutral", by_itself: "positive" };

type Props = { rows: NoticeRow[]; open: string | null; hrefOf: (id: string) => string; sort: (by: "date") => HeadingSort };

export function NoticeTable({ rows, open, hrefOf, sort }: Props) {
  const t = useTranslations("operator-notices");
  const spare = open ? "max-sm:hidden xl:hidden" : "max-sm:hidden";
  return (
    <Table label={t("title")}>
      <thead>
        <tr>
          <Th>{t("column.name")}</Th>
          <Th>{t("column.state")}</Th>
          <Th className="max-sm:hidden">{t("column.kind")}</Th>
          <Th className={spare}>{t("column.contract")}</Th>
          <Th className="max-sm:hidden" sort={sort("date")}>
            {t("column.received")}
          </Th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Tr key={row.id} selected={row.id === open}>
            <Td className="max-w-64 max-sm:max-w-40">
              <RowLink href={hrefOf(row.id)}>
                <bdi>{row.name}</bdi>
              </RowLink>
              <OneLine className="text-xs text-muted">{row.email}</OneLine>
            </Td>
            <Td className="whitespace-nowrap">
              <Badge tone={NOTICE_TONES[row.state]} dot>
                {t(`state.${row.state}`)}
              </Badge>
            </Td>
            <Td className="whitespace-nowrap max-sm:hidden">{t(`kind.${row.kind}`)}</Td>
            <Td className={`max-w-56 ${spare}`}>
              <OneLine>{row.contract}</OneLine>
            </Td>
            <Td className="whitespace-nowrap text-muted max-sm:hidden">
              <DateTime value={row.receivedAt} dateOnly />
              <p className="text-xs">#{row.number}</p>
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}
