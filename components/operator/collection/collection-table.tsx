import { useTranslations } from "next-intl";
import { Badge } from "#components/ui/badge.tsx";
import { cx } from "#components/ui/class-names.ts";
import { DateTime } from "#components/ui/date-time.tsx";
import { Money } from "#components/ui/money.tsx";
import { OneLine } from "#components/ui/one-line.tsx";
import { Table, Td, Th, Tr } from "#components/ui/table.tsx";
import type { CollectionRow } from "#lib/reports/collection.ts";
import type { HeadingSort } from "#lib/web/lists/list-params.ts";
import { useFailureText } from "../failure-text.ts";
import { RowLink } from "../row-link.tsx";
import { StatusBadge } from "../status-badge.tsx";

type Props = { rows: CollectionRow[]; open: string | null; hrefOf: (id: string) => string; sort: (by: "date") => HeadingSort };

export function CollectionTable({ rows, open, hrefOf, sort }: Props) {
  const t = useTranslations("operator-collection");
  const failureText = useFailureText();
  const spare = open ? "max-sm:hidden xl:hidden" : "max-sm:hidden";
  const next = ({ held, nextAttemptAt }: CollectionRow) =>
    held ? (
      <Badge dot>{t("held")}</Badge>
    ) : nextAttemptAt ? (
      <DateTime value={nextAttemptAt} />
    ) : (
      <span className="text-muted">{t("none")}</span>
    );
  return (
    <Table label={t("title")}>
      <thead>
        <tr>
          <Th>{t("column.number")}</Th>
          <Th numeric>{t("column.left")}</Th>
          <Th>{t("column.next")}</Th>
          <Th className="max-sm:hidden">{t("column.last")}</Th>
          <Th numeric className={spare}>
            {t("column.attempts")}
          </Th>
          <Th className={spare}>{t("column.grace")}</Th>
          <Th className={spare} sort={sort("date")}>
            {t("column.issued")}
          </Th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Tr key={row.id} selected={row.id === open}>
            <Td className="max-w-56 whitespace-nowrap max-sm:max-w-32">
              <RowLink href={hrefOf(row.id)}>
                <bdi>{row.number}</bdi>
              </RowLink>
              <OneLine className="text-xs text-muted">{row.name}</OneLine>
            </Td>
            <Td numeric className="font-medium">
              <Money value={{ minor: row.left, currency: row.currency }} />
            </Td>
            <Td className="whitespace-nowrap max-sm:whitespace-normal">{next(row)}</Td>
            <Td className="max-w-64 max-sm:hidden">
              {row.lastStatus ? (
                <>
                  <StatusBadge kind="transaction" status={row.lastStatus} />
                  {row.lastStatus === "DECLINED" && <OneLine className="text-xs text-muted">{failureText(row)}</OneLine>}
                </>
              ) : (
                <span className="text-muted">{t("untried")}</span>
              )}
            </Td>
            <Td numeric className={spare}>
              {row.attempts}
            </Td>
            <Td className={cx("whitespace-nowrap text-muted", spare)}>{row.graceUntil && <DateTime value={row.graceUntil} dateOnly />}</Td>
            <Td className={cx("whitespace-nowrap text-muted", spare)}>
              <DateTime value={row.issuedAt} dateOnly />
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}
