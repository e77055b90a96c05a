import { useTranslations } from "next-intl";
import type { TransactionKind, TransactionStatus } from "#lib/db/generated/client.ts";
import type { Trouble } from "#lib/reports/transaction-filter.ts";
import type { Kept, ListAddress } from "#lib/web/lists/page-params.ts";
import { useCountryChoices } from "../country-choices.ts";
import { FilterInput } from "../filter-bar.tsx";
import { choice, ListFilters } from "../list-filters.tsx";
import { useGatewayName } from "../plugin-names.ts";

type Props = ListAddress<Kept & { min: string | null; max: string | null }> & {
  statuses: readonly TransactionStatus[];
  kinds: readonly TransactionKind[];
  troubles: readonly Trouble[];
  gateways: string[];
  currencies: string[];
  plans: { id: string; name: string }[];
};

export function TransactionFilters({ statuses, kinds, troubles, gateways, currencies, plans, ...list }: Props) {
  const t = useTranslations("operator-transactions");
  const common = useTranslations("operator.filters");
  const status = useTranslations("operator.status.transaction");
  const gatewayName = useGatewayName();
  const { countries, countryName } = useCountryChoices();
  const { min, max } = list.kept;
  const amount = (name: "min" | "max") => (
    <FilterInput
      label={t(`filter.${name}`)}
      name={name}
      inputMode="decimal"
      defaultValue={list.kept[name] ?? ""}
      error={name in list.unreadable ? common("unreadable.amount") : undefined}
      className="w-28!"
    />
  );
  return (
    <ListFilters
      {...list}
      search={t("filter.search")}
      range={(from, to) => t(list.kept.date === "settled" ? "filter.settledRange" : "filter.createdRange", { from, to })}
      more={
        <>
          {amount("min")}
          {amount("max")}
        </>
      }
      moreMark={min || max ? { label: t("filter.amountRange", { min: min ?? "0", max: max ?? "∞" }), names: ["min", "max"] } : null}
      filters={[
        choice({
          name: "status",
          label: t("column.status"),
          any: common("anyStatus"),
          values: statuses,
          labelOf: (value) => status(`${value}.label`),
        }),
        choice({ name: "kind", label: t("filter.kind"), any: t("filter.anyKind"), values: kinds, labelOf: (value) => t(`kind.${value}`) }),
        {
          name: "gateway",
          label: t("filter.gateway"),
          any: t("filter.anyGateway"),
          values: gateways,
          labelOf: gatewayName,
        },
        { name: "currency", label: common("currency"), any: common("anyCurrency"), values: currencies, labelOf: (code) => code },
        {
          name: "date",
          label: common("date"),
          any: t("filter.created"),
          values: ["settled"],
          labelOf: () => t("filter.settled"),
          rare: true,
          unmarked: true,
        },
        {
          name: "country",
          label: t("column.country"),
          any: common("anyCountry"),
          values: [...countries, "none"],
          labelOf: (code) => (code === "none" ? t("filter.noCountry") : countryName(code)),
          rare: true,
        },
        {
          name: "plan",
          label: t("column.plan"),
          any: common("anyPlan"),
          values: plans.map(({ id }) => id),
          labelOf: (id) => plans.find((plan) => plan.id === id)?.name ?? "",
          rare: true,
        },
        choice({
          name: "trouble",
          label: t("filter.trouble"),
          any: t("filter.anyTrouble"),
          values: troubles,
          labelOf: (value) => t(`trouble.${value}`),
          rare: true,
        }),
        { name: "hour", labelOf: (hour) => `${hour}:00–${hour}:59` },
        { name: "customer", labelOf: () => common("oneCustomer") },
        { name: "subscription", labelOf: () => common("oneSubscription") },
      ]}
    />
  );
}
