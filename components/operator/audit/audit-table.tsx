import { useTranslations } from "next-intl";
import { RowLink } from "#components/operator/row-link.tsx";
import { cx } from "#components/ui/class-names.ts";
import { DateTime } from "#components/ui/date-time.tsx";
import { CodeLine } from "#components/ui/one-line.tsx";
import { Table, Td, Th, Tr } from "#components/ui/table.tsx";
import type { AuditRow } from "#lib/audit/queries.ts";
import type { HeadingSort } from "#lib/web/lists/list-params.ts";
import { ActionName } from "./action-name.tsx";
import { useSubjectName } from "./subject-name.ts";

type Props = { rows: AuditRow[]; open?: string; hrefOf: (id: string) => string; sort: (by: "at") => HeadingSort };

export function AuditTable({ rows, open, hrefOf, sort }: Props) {
  const t = useTranslations("operator-audit");
  const subjectName = useSubjectName();
  return (
    <Table label={t("title")}>
      <thead>
        <tr>
          <Th>{t("columns.action")}</Th>
          <Th>{t("columns.actor")}</Th>
          <Th className={cx("max-sm:hidden", open && "xl:hidden")}>{t("columns.subject")}</Th>
          <Th className="max-sm:hidden" sort={sort("at")}>
            {t("columns.at")}
          </Th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Tr key={row.id} selected={row.id === open}>
            <Td className="whitespace-nowrap">
              <RowLink href={hrefOf(row.id)}>
                <ActionName action={row.action} />
              </RowLink>
              <span className="figures block text-xs text-muted sm:hidden">
                <DateTime value={row.at} />
              </span>
            </Td>
            <Td>
              <bdi>{row.actorName}</bdi>
              <div className="text-xs text-muted">{t(`actors.${row.actorKind}`)}</div>
            </Td>
            <Td className={cx("max-sm:hidden", open && "xl:hidden")}>
              {subjectName(row.subjectType)}
              <div className="max-w-56 text-faint">
                <CodeLine>{row.subjectId}</CodeLine>
              </div>
            </Td>
            <Td className="figures whitespace-nowrap text-muted max-sm:hidden">
              <DateTime value={row.at} />
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}
