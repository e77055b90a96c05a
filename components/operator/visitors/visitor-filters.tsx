import { useTranslations } from "next-intl";
import type { OrderStatus } from "#lib/db/generated/client.ts";
import type { FunnelStep } from "#lib/reports/funnel.ts";
import type { ListAddress } from "#lib/web/lists/page-params.ts";
import { choice, ListFilters } from "../list-filters.tsx";

type Props = ListAddress & { steps: readonly FunnelStep[]; orders: readonly OrderStatus[] };

export function VisitorFilters({ steps, orders, ...list }: Props) {
  const t = useTranslations("operator-visitors");
  return (
    <ListFilters
      {...list}
      search={t("search")}
      filters={[
        choice({ name: "step", label: t("column.reached"), any: t("anyStep"), values: steps, labelOf: (value) => t(`reached.${value}`) }),
        choice({ name: "order", label: t("column.order"), any: t("anyOrder"), values: orders, labelOf: (value) => t(`ordered.${value}`) }),
      ]}
    />
  );
}
