import { useTranslations } from "next-intl";
import type { Device, OrderStatus } from "#lib/db/generated/client.ts";
import type { FunnelStep } from "#lib/reports/funnel.ts";
import type { ListAddress } from "#lib/web/lists/page-params.ts";
import { useFunnelGroupName } from "../funnel-group-name.ts";
import { choice, ListFilters } from "../list-filters.tsx";

type Props = ListAddress & { steps: readonly FunnelStep[]; orders: readonly OrderStatus[]; devices: readonly Device[] };

/** Source, country and coupon come by the dashboard's links. */
export function VisitorFilters({ steps, orders, devices, ...list }: Props) {
  const t = useTranslations("operator-visitors");
  const [source, device] = [useFunnelGroupName("source"), useFunnelGroupName("device")];
  const [country, coupon] = [useFunnelGroupName("country"), useFunnelGroupName("coupon")];
  return (
    <ListFilters
      {...list}
      search={t("search")}
      filters={[
        choice({ name: "step", label: t("column.reached"), any: t("anyStep"), values: steps, labelOf: (value) => t(`reached.${value}`) }),
        choice({ name: "order", label: t("column.order"), any: t("anyOrder"), values: orders, labelOf: (value) => t(`ordered.${value}`) }),
        choice({ name: "device", label: t("column.device"), any: t("anyDevice"), values: devices, labelOf: device }),
        { name: "source", labelOf: source },
        { name: "country", labelOf: country },
        { name: "coupon", labelOf: coupon },
      ]}
    />
  );
}
