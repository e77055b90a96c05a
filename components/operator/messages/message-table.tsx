import { useTranslations } from "next-intl";
import { cx } from "#components/ui/class-names.ts";
import { DateTime } from "#components/ui/date-time.tsx";
import { Mail, MessageSquareText } from "#components/ui/icons.tsx";
import { OneLine } from "#components/ui/one-line.tsx";
import type { MessageRow } from "#lib/messages/sending/queries.ts";
import type { HeadingSort } from "#lib/web/lists/list-params.ts";
import { ListTable, type LookedAt } from "../list-table.tsx";
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
  look,
}: {
  rows: MessageRow[];
  open: string | null;
  narrow: boolean;
  hrefOf: (id: string) => string;
  sort: (by: "created") => HeadingSort;
  look: LookedAt;
}) {
  const t = useTranslations("operator-communications");
  const name = useTemplateName();
  // On a phone and beside the details a row is two lines: the recipient and the time stand under the message.
  const wideOnly = narrow ? "hidden" : "hidden sm:table-cell";
  const secondLine = narrow ? "" : "sm:hidden";
  return (
    <ListTable
      label={t("title")}
      look={look}
      rows={rows}
      open={open}
      columns={[
        {
          name: "message",
          label: t("column.message"),
          className: "sm:min-w-52",
          foldedCell: "w-full max-w-0",
          chosenCell: "max-w-72",
          cell: (row) => (
            <>
              <div className="flex items-center gap-2.5">
                <Kind of={row} label={t(`kind.${row.kind}`)} />
                <OneLine>
                  <RowLink href={hrefOf(row.id)}>{row.title || name(row.templateKey)}</RowLink>
                </OneLine>
              </div>
              {!look.chosen && (
                <div className={cx("ms-6.5 flex min-w-0 gap-2 text-xs text-muted", secondLine)}>
                  <OneLine>{row.customerName ?? row.recipient}</OneLine>
                  <DateTime value={row.createdAt} dateOnly={!narrow} className="whitespace-nowrap" />
                </div>
              )}
            </>
          ),
        },
        {
          name: "recipient",
          label: t("column.recipient"),
          className: "max-w-56",
          folded: wideOnly,
          cell: (row) => (
            <>
              {row.customerName && <OneLine>{row.customerName}</OneLine>}
              <OneLine className="text-xs text-muted">{row.recipient}</OneLine>
            </>
          ),
        },
        {
          name: "template",
          label: t("column.template"),
          className: "whitespace-nowrap text-muted",
          folded: wideOnly,
          cell: (row) => name(row.templateKey),
        },
        { name: "status", label: t("column.status"), cell: (row) => <StatusBadge kind="message" status={row.status} /> },
        { name: "number", label: t("column.number"), numeric: true, className: "text-muted", cell: (row) => <bdi>#{row.number}</bdi> },
        {
          name: "created",
          label: t("column.created"),
          numeric: true,
          sort: sort("created"),
          className: "text-muted",
          folded: wideOnly,
          cell: (row) => <DateTime value={row.createdAt} />,
        },
      ]}
    />
  );
}

function Kind({ of: { kind }, label }: { of: MessageRow; label: string }) {
  const Icon = { EMAIL: Mail, SMS: MessageSquareText }[kind];
  return (
    <span title={label} className="text-faint">
      <Icon aria-label={label} className="size-4 shrink-0" />
    </span>
  );
}
