import { useTranslations } from "next-intl";
import { Button } from "#components/ui/button.tsx";
import type { Narrowing } from "#lib/reports/narrowing.ts";
import type { BucketUnit } from "#lib/reports/period.ts";
import type { Unreadable } from "#lib/web/lists/page-params.ts";
import { useCountryChoices } from "../country-choices.ts";
import { FilterSelect } from "../filter-bar.tsx";
import { FilterForm } from "../filter-form.tsx";
import { useGatewayName } from "../plugin-names.ts";

type Props = {
  currency: string;
  unit: BucketUnit;
  of: Narrowing;
  choices: { currencies: string[]; units: BucketUnit[]; plans: { id: string; name: string }[]; gateways: string[]; countries: string[] };
  unreadable: Unreadable;
  /** What else is in the address, and stays. */
  kept: Record<string, string>;
};

/** Which payments the dashboard is about, and what its diagrams are divided into. All of it is in the address. */
export function DashboardFilters({ currency, unit, of, choices, unreadable, kept }: Props) {
  const t = useTranslations("operator.dashboard");
  const any = useTranslations("operator.filters");
  const gatewayName = useGatewayName();
  const { countryName } = useCountryChoices();
  const country = (code: string) => (code === "none" ? t("country.unknown") : countryName(code));
  const select = (name: string, label: string, value: string | null, options: { value: string; label: string }[], all?: string) => (
    <FilterSelect
      {...{ name, label, options }}
      any={all}
      value={[unreadable[name] ?? value ?? ""].filter(Boolean)}
      error={name in unreadable ? any("unreadable.choice") : undefined}
    />
  );
  return (
    <FilterForm action="/operator" label={t("filters")}>
      {Object.entries(kept).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {(choices.currencies.length > 1 || "currency" in unreadable) &&
        select(
          "currency",
          t("currency"),
          currency,
          named(choices.currencies, (code) => code),
        )}
      {choices.units.length > 1 &&
        select(
          "unit",
          t("unit.label"),
          unit,
          named(choices.units, (each) => t(`unit.${each}`)),
        )}
      {select(
        "plan",
        t("filter.plan"),
        of.planId,
        choices.plans.map(({ id, name }) => ({ value: id, label: name })),
        any("anyPlan"),
      )}
      {select("gateway", t("filter.gateway"), of.gateway, named(choices.gateways, gatewayName), t("filter.anyGateway"))}
      {select("country", t("filter.country"), of.country, named(choices.countries, country), any("anyCountry"))}
      <noscript>
        <Button type="submit" size="sm">
          {t("period.show")}
        </Button>
      </noscript>
    </FilterForm>
  );
}

function named<Value extends string>(values: Value[], labelOf: (value: Value) => string): { value: string; label: string }[] {
  return values.map((value) => ({ value, label: labelOf(value) }));
}
