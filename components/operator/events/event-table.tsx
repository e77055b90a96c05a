import { useTranslations } from "next-intl";
import { useSourceName } from "#components/operator/plugin-names.ts";
import { RowLink } from "#components/operator/row-link.tsx";
import { cx } from "#components/ui/class-names.ts";
import { DateTime } from "#components/ui/date-time.tsx";
import { CodeLine } from "#components/ui/one-line.tsx";
import { Table, Td, Th, Tr } from "#components/ui/table.tsx";
import type { EventState, InboundEventRow } from "#lib/reports/inbound-events.ts";
import type { HeadingSort } from "#lib/web/lists/list-params.ts";
import { EventBadge } from "./event-badge.tsx";

type Props = {
  rows: (InboundEventRow & { state: EventState })[];
  open?: string;
  hrefOf: (id: string) => string;
  sort: (by: "received") => HeadingSort;
};

export function EventTable({ rows, open, hrefOf, sort }: Props) {
  const t = useTranslations("operator-events");
  const sourceName = useSourceName();
  const wide = cx("max-sm:hidden", open && "xl:hidden");
  return (
    <Table label={t("title")}>
      <thead>
        <tr>
          <Th>{t("columns.type")}</Th>
          <Th>{t("columns.state")}</Th>
          <Th>{t("columns.source")}</Th>
          <Th className={wide}>{t("columns.reference")}</Th>
          <Th numeric className={wide}>
            {t("columns.attempts")}
          </Th>
          <Th className="max-sm:hidden" sort={sort("received")}>
            {t("columns.received")}
          </Th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Tr key={row.id} selected={row.id === open}>
            <Td>
              <RowLink href={hrefOf(row.id)}>
                <bdi dir="ltr">{row.type}</bdi>
              </RowLink>
              <span className="figures block text-xs text-muted sm:hidden">
                <DateTime value={row.receivedAt} />
              </span>
            </Td>
            <Td>
              <EventBadge state={row.state} />
            </Td>
            <Td>{sourceName(row.source)}</Td>
            <Td className={cx("max-w-64", wide)}>
              <CodeLine>{row.reference ?? "–"}</CodeLine>
            </Td>
            <Td numeric className={wide}>
              {row.attempts}
            </Td>
            <Td className="figures whitespace-nowrap text-muted max-sm:hidden">
              <DateTime value={row.receivedAt} />
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}
