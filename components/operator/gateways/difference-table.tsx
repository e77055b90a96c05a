import { useTranslations } from "next-intl";
import { RowLink } from "#components/operator/row-link.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { DateTime } from "#components/ui/date-time.tsx";
import { Money } from "#components/ui/money.tsx";
import { CodeLine } from "#components/ui/one-line.tsx";
import { Table, Td, Th, Tr } from "#components/ui/table.tsx";
import type { DifferenceRow } from "#lib/reports/gateway-differences.ts";
import type { HeadingSort } from "#lib/web/lists/list-params.ts";

type Props = { rows: DifferenceRow[]; open: string | null; hrefOf: (id: string) => string; sort: (by: "date") => HeadingSort };

export function DifferenceTable({ rows, open, hrefOf, sort }: Props) {
  const t = useTranslations("operator-gateways.difference");
  const spare = open ? "max-sm:hidden xl:hidden" : "max-sm:hidden";
  const amount = (minor: bigint | null, currency: string) => (minor === null ? "–" : <Money value={{ minor, currency }} />);
  return (
    <Table label={t("title")}>
      <thead>
        <tr>
          <Th>{t("what")}</Th>
          <Th>{t("state")}</Th>
          <Th numeric>{t("theirs")}</Th>
          <Th numeric className="max-sm:hidden">
            {t("ours")}
          </Th>
          <Th className={spare}>{t("reference")}</Th>
          <Th className={spare} sort={sort("date")}>
            {t("found")}
          </Th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Tr key={row.id} selected={row.id === open}>
            <Td>
              <RowLink href={hrefOf(row.id)}>{t(`kind.${row.kind}.label`)}</RowLink>
            </Td>
            <Td>
              <DecisionBadge decision={row.decision} />
            </Td>
            <Td numeric>{amount(row.theirs, row.currency)}</Td>
            <Td numeric className="max-sm:hidden">
              {amount(row.ours, row.ourCurrency ?? row.currency)}
            </Td>
            <Td className={`max-w-52 ${spare}`}>
              <CodeLine>{row.subject}</CodeLine>
            </Td>
            <Td className={`whitespace-nowrap text-muted ${spare}`}>
              <DateTime value={row.foundAt} />
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}

export function DecisionBadge({ decision }: Pick<DifferenceRow, "decision">) {
  const t = useTranslations("operator-gateways.difference.decision");
  return (
    <Badge dot tone={decision ? "neutral" : "warning"}>
      {t(decision ?? "open")}
    </Badge>
  );
}
