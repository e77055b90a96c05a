import { useTranslations } from "next-intl";
import type { EventState } from "#lib/reports/inbound-events.ts";
import type { Kept, Unreadable } from "#lib/web/lists/page-params.ts";
import { choice, ListFilters } from "../list-filters.tsx";
import { useSourceName } from "../plugin-names.ts";

type Props = { path: string; kept: Kept; unreadable: Unreadable; sources: string[]; states: readonly EventState[] };

export function EventFilters({ path, kept, unreadable, sources, states }: Props) {
  const t = useTranslations("operator-events");
  const sourceName = useSourceName();
  const any = useTranslations("operator.filters")("anyStatus");
  return (
    <ListFilters
      path={path}
      kept={kept}
      unreadable={unreadable}
      search={t("search")}
      filters={[
        { name: "source", label: t("columns.source"), any: t("anySource"), values: sources, labelOf: sourceName },
        choice({ name: "state", label: t("columns.state"), any, values: states, labelOf: (value) => t(`states.${value}.label`) }),
      ]}
    />
  );
}
