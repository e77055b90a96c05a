import { useTranslations } from "next-intl";
import type { EventState } from "#lib/reports/inbound-events.ts";
import type { ListAddress } from "#lib/web/lists/page-params.ts";
import { choice, ListFilters } from "../list-filters.tsx";
import { useSourceName } from "../plugin-names.ts";

type Props = ListAddress & { sources: string[]; states: readonly EventState[] };

export function EventFilters({ sources, states, ...list }: Props) {
  const t = useTranslations("operator-events");
  const sourceName = useSourceName();
  const any = useTranslations("operator.filters")("anyStatus");
  return (
    <ListFilters
      {...list}
      search={t("search")}
      filters={[
        { name: "source", label: t("columns.source"), any: t("anySource"), values: sources, labelOf: sourceName },
        choice({ name: "state", label: t("columns.state"), any, values: states, labelOf: (value) => t(`states.${value}.label`) }),
      ]}
    />
  );
}
