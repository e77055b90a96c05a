import { useTranslations } from "next-intl";
import type { MessageKind, MessageStatus } from "#lib/db/generated/client.ts";
import type { TemplateKey } from "#lib/messages/catalog.ts";
import type { ListAddress } from "#lib/web/lists/page-params.ts";
import { choice, ListFilters } from "../list-filters.tsx";

type Props = ListAddress & {
  kinds: readonly MessageKind[];
  statuses: readonly MessageStatus[];
  templates: readonly TemplateKey[];
};

export function MessageFilters({ kinds, statuses, templates, ...list }: Props) {
  const t = useTranslations("operator-communications");
  const common = useTranslations("operator.filters");
  const status = useTranslations("operator.status.message");
  const template = useTranslations("operator-templates.name");
  return (
    <ListFilters
      {...list}
      search={t("search")}
      filters={[
        choice({ name: "kind", label: t("column.kind"), any: t("anyKind"), values: kinds, labelOf: (value) => t(`kind.${value}`) }),
        choice({
          name: "status",
          label: t("column.status"),
          any: common("anyStatus"),
          values: statuses,
          labelOf: (value) => status(`${value}.label`),
        }),
        choice({
          name: "template",
          label: t("column.template"),
          any: t("anyTemplate"),
          values: templates,
          labelOf: (key) => template(key),
        }),
        { name: "customer", labelOf: () => common("oneCustomer") },
      ]}
    />
  );
}
