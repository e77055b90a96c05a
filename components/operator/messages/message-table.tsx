import { useTranslations } from "next-intl";
import { cx } from "#components/ui/class-names.ts";
import { DateTime } from "#components/ui/date-time.tsx";
import { Mail, MessageSquareText } from "#components/ui/icons.tsx";
import { OneLine } from "#components/ui/one-line.tsx";
import { Table, Td, Th, Tr } from "#components/ui/table.tsx";
import type { MessageRow } from "#lib/messages/sending/queries.ts";
import type { HeadingSort } from "#lib/web/lists/list-params.ts";
import { RowLink } from "../row-link.tsx";
import { StatusBadge } from "../status-badge.tsx";
import { useTemplateName } from "../template-name.ts";

/** Messages. `narrow` leaves out what does not fit beside the details. */
export function MessageTable({
  rows,
  open,
  narrow,
  hrefOf,
  sort,
}: {
  rows: MessageRow[];
  open: string | null;
  narrow: boolean;
  hrefOf: (id: string) => string;
  sort: (by: "created") => HeadingSort;
}) {
  const t = useTranslations("operator-communications");
  const name = useTemplateName();
  const Icon = { EMAIL: Mail, SMS: MessageSquareText };
  // On a phone and beside the details a row is two lines: the recipient and the time stand under the message.
  const wideOnly = narrow ? "hidden" : "hidden sm:table-cell";
  const secondLine = narrow ? "" : "sm:hidden";
  return (
    <Table label={t("title")}>
      <thead>
        <tr>
          <Th>{t("column.message")}</Th>
          <Th className={wideOnly}>{t("column.recipient")}</Th>
          <Th className={wideOnly}>{t("column.template")}</Th>
          <Th>{t("column.status")}</Th>
          <Th numeric className={wideOnly} sort={sort("created")}>
            {t("column.created")}
          </Th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => {
          const KindIcon = Icon[row.kind];
          return (
            <Tr key={row.id} selected={row.id === open}>
              <Td className="w-full max-w-0 sm:min-w-52">
                <div className="flex items-center gap-2.5">
                  <span title={t(`kind.${row.kind}`)} className="text-faint">
                    <KindIcon aria-label={t(`kind.${row.kind}`)} className="size-4 shrink-0" />
                  </span>
                  <OneLine>
                    <RowLink href={hrefOf(row.id)}>{row.title || name(row.templateKey)}</RowLink>
                  </OneLine>
                </div>
                <div className={cx("ms-6.5 flex min-w-0 gap-2 text-xs text-muted", secondLine)}>
                  <OneLine>{row.customerName ?? row.recipient}</OneLine>
                  <DateTime value={row.createdAt} dateOnly={!narrow} className="whitespace-nowrap" />
                </div>
              </Td>
              <Td className={cx("max-w-56", wideOnly)}>
                {row.customerName && <OneLine>{row.customerName}</OneLine>}
                <OneLine className="text-xs text-muted">{row.recipient}</OneLine>
              </Td>
              <Td className={cx("whitespace-nowrap text-muted", wideOnly)}>{name(row.templateKey)}</Td>
              <Td>
                <StatusBadge kind="message" status={row.status} />
              </Td>
              <Td numeric className={cx("text-muted", wideOnly)}>
                <DateTime value={row.createdAt} />
              </Td>
            </Tr>
          );
        })}
      </tbody>
    </Table>
  );
}
