import { useTranslations } from "next-intl";
import type { InvoiceKind, InvoiceStatus } from "#lib/db/generated/client.ts";
import type { ListAddress } from "#lib/web/lists/page-params.ts";
import { choice, ListFilters } from "../list-filters.tsx";

type Props = ListAddress & {
  statuses: readonly InvoiceStatus[];
  kinds: readonly InvoiceKind[];
  currencies: string[];
};

export function InvoiceFilters({ statuses, kinds, currencies, ...list }: Props) {
  const t = useTranslations("operator-invoices");
  const common = useTranslations("operator.filters");
  const status = useTranslations("operator.status.invoice");
  return (
    <ListFilters
      {...list}
      search={t("filter.search")}
      range={(from, to) => t("filter.range", { from, to })}
      filters={[
        choice({
          name: "status",
          label: t("column.status"),
          any: common("anyStatus"),
          values: statuses,
          labelOf: (value) => status(`${value}.label`),
        }),
        choice({ name: "kind", label: t("filter.kind"), any: t("filter.anyKind"), values: kinds, labelOf: (value) => t(`kind.${value}`) }),
        { name: "currency", label: common("currency"), any: common("anyCurrency"), values: currencies, labelOf: (code) => code },
        { name: "customer", labelOf: () => common("oneCustomer") },
        { name: "subscription", labelOf: () => common("oneSubscription") },
        {
          name: "show",
          label: t("filter.show"),
          any: t("filter.issued"),
          values: ["drafts"],
          labelOf: () => t("filter.drafts"),
          rare: true,
        },
      ]}
    />
  );
}
