import { useTranslations } from "next-intl";
import type { SubscriptionStatus } from "#lib/db/generated/client.ts";
import type { SubscriptionFilter } from "#lib/reports/subscription-list.ts";
import type { ListAddress } from "#lib/web/lists/page-params.ts";
import { useCivilDates } from "../civil-dates.ts";
import { choice, ListFilters } from "../list-filters.tsx";

type Props = ListAddress & {
  statuses: readonly SubscriptionStatus[];
  dates: readonly SubscriptionFilter["date"][];
  currencies: string[];
  plans: { id: string; name: string }[];
};

export function SubscriptionFilters({ statuses, dates, currencies, plans, ...list }: Props) {
  const t = useTranslations("operator-subscriptions");
  const common = useTranslations("operator.filters");
  const status = useTranslations("operator.status.subscription");
  const day = useCivilDates();
  const dateName = (value: SubscriptionFilter["date"]) => t(`date.${value}`);
  return (
    <ListFilters
      {...list}
      search={t("filter.search")}
      range={(from, to) => t("filter.range", { date: dateName(dates.find((date) => date === list.kept.date) ?? "created"), from, to })}
      filters={[
        choice({
          name: "status",
          label: t("column.status"),
          any: common("anyStatus"),
          values: statuses,
          labelOf: (value) => status(`${value}.label`),
        }),
        {
          name: "plan",
          label: t("column.plan"),
          any: common("anyPlan"),
          values: plans.map(({ id }) => id),
          labelOf: (id) => plans.find((plan) => plan.id === id)?.name ?? "",
        },
        { name: "currency", label: common("currency"), any: common("anyCurrency"), values: currencies, labelOf: (code) => code },
        choice({
          name: "date",
          label: common("date"),
          any: dateName("created"),
          values: dates.filter((value) => value !== "created"),
          labelOf: dateName,
          rare: true,
          unmarked: true,
        }),
        {
          name: "begun",
          label: t("filter.begun"),
          any: t("filter.anyBegun"),
          values: ["no"],
          labelOf: () => t("filter.unbegun"),
          rare: true,
        },
        { name: "active", labelOf: (value) => t("filter.activeOn", { day: day(value) }) },
        {
          name: "canceling",
          label: t("filter.ending"),
          any: t("filter.anyEnding"),
          values: ["yes"],
          labelOf: () => t("filter.canceling"),
          rare: true,
        },
      ]}
    />
  );
}
