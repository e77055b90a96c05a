import { useTranslations } from "next-intl";
import { Badge, type Tone } from "#components/ui/badge.tsx";
import { DateTime } from "#components/ui/date-time.tsx";
import { OneLine } from "#components/ui/one-line.tsx";
import { Table, Td, Th, Tr } from "#components/ui/table.tsx";
import type { GiftRow } from "#lib/reports/gifts.ts";
import type { HeadingSort } from "#lib/web/lists/list-params.ts";
import { RowLink } from "../row-link.tsx";

export const GIFT_TONES: Record<GiftRow["state"], Tone> = {
  unpaid: "neutral",
  waiting: "info",
  sent: "info",
  redeemed: "positive",
  refunded: "neutral",
};

type Props = { rows: GiftRow[]; open: string | null; hrefOf: (id: string) => string; sort: (by: "date") => HeadingSort };

export function GiftTable({ rows, open, hrefOf, sort }: Props) {
  const t = useTranslations("operator-gifts");
  const spare = open ? "max-sm:hidden xl:hidden" : "max-sm:hidden";
  return (
    <Table label={t("title")}>
      <thead>
        <tr>
          <Th>{t("column.to")}</Th>
          <Th>{t("column.state")}</Th>
          <Th className="max-sm:hidden">{t("column.plan")}</Th>
          <Th className={spare}>{t("column.from")}</Th>
          <Th className="max-sm:hidden" sort={sort("date")}>
            {t("column.date")}
          </Th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Tr key={row.id} selected={row.id === open}>
            <Td className="max-w-64 max-sm:max-w-40">
              <RowLink href={hrefOf(row.id)}>
                <bdi>{row.toName}</bdi>
              </RowLink>
              <OneLine className="text-xs text-muted">{row.toEmail}</OneLine>
            </Td>
            <Td className="whitespace-nowrap">
              <Badge tone={GIFT_TONES[row.state]} dot>
                {t(`state.${row.state}`)}
              </Badge>
            </Td>
            <Td className="max-w-48 max-sm:hidden">
              <OneLine>{row.plan}</OneLine>
            </Td>
            <Td className={`max-w-56 ${spare}`}>
              <OneLine>{row.giver}</OneLine>
              <OneLine className="text-xs text-muted">{row.giverEmail}</OneLine>
            </Td>
            <Td className="whitespace-nowrap text-muted max-sm:hidden">
              <DateTime value={row.deliverAt} dateOnly />
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}
