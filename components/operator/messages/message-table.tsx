import { Mail, MessageSquareText } from "lucide-react";
import { useTranslations } from "next-intl";
import { DateTime } from "#components/ui/date-time.tsx";
import { Table, Td, Th, Tr } from "#components/ui/table.tsx";
import type { MessageRow } from "#lib/messages/queries.ts";
import { RowLink } from "../row-link.tsx";
import { StatusBadge } from "../status-badge.tsx";

/** Messages, the newest first. `narrow` leaves out what does not fit beside the details. */
export function MessageTable({
  rows,
  open,
  narrow,
  hrefOf,
}: {
  rows: MessageRow[];
  open: string | null;
  narrow: boolean;
  hrefOf: (id: string) => string;
}) {
  const t = useTranslations("operator-communications");
  const name = useTranslations("operator-templates.name");
  const Icon = { EMAIL: Mail, SMS: MessageSquareText };
  return (
    <Table label={t("title")}>
      <thead>
        <tr>
          <Th>{t("column.message")}</Th>
          <Th>{t("column.recipient")}</Th>
          {!narrow && <Th>{t("column.template")}</Th>}
          <Th>{t("column.status")}</Th>
          <Th numeric>{t("column.created")}</Th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => {
          const KindIcon = Icon[row.kind];
          return (
            <Tr key={row.id} selected={row.id === open}>
              <Td className="max-w-90 min-w-52">
                <div className="flex items-center gap-2.5">
                  <span title={t(`kind.${row.kind}`)} className="text-faint">
                    <KindIcon aria-label={t(`kind.${row.kind}`)} className="size-4 shrink-0" />
                  </span>
                  <span className="truncate" dir="auto">
                    <RowLink href={hrefOf(row.id)}>{row.title || name(row.templateKey)}</RowLink>
                  </span>
                </div>
              </Td>
              <Td className="max-w-56">
                {row.customerName && <div className="truncate">{row.customerName}</div>}
                <div className="truncate text-xs text-muted">
                  <bdi>{row.recipient}</bdi>
                </div>
              </Td>
              {!narrow && <Td className="whitespace-nowrap text-muted">{name(row.templateKey)}</Td>}
              <Td>
                <StatusBadge kind="message" status={row.status} />
              </Td>
              <Td numeric className="text-muted">
                <DateTime value={row.createdAt} />
              </Td>
            </Tr>
          );
        })}
      </tbody>
    </Table>
  );
}
