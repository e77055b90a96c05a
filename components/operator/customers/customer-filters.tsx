import { useTranslations } from "next-intl";
import type { CustomerState } from "#lib/reports/customer-list.ts";
import type { ListAddress } from "#lib/web/lists/page-params.ts";
import { useCountryChoices } from "../country-choices.ts";
import { choice, ListFilters } from "../list-filters.tsx";

export function CustomerFilters({ states, ...list }: ListAddress & { states: readonly CustomerState[] }) {
  const t = useTranslations("operator-customers");
  const any = useTranslations("operator.filters")("anyCountry");
  const { countries, countryName } = useCountryChoices();
  return (
    <ListFilters
      {...list}
      search={t("filter.search")}
      range={(from, to) => t("filter.range", { from, to })}
      filters={[
        choice({
          name: "state",
          label: t("column.subscriptions"),
          any: t("filter.anyState"),
          values: states,
          labelOf: (value) => t(`state.${value}`),
        }),
        { name: "country", label: t("column.country"), any, values: countries, labelOf: countryName },
        {
          name: "charges",
          label: t("charges.title"),
          any: t("filter.anyCharges"),
          values: ["waiting"],
          labelOf: () => t("filter.chargesWait"),
          rare: true,
        },
      ]}
    />
  );
}
