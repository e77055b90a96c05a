import { useLocale, useTranslations } from "next-intl";
import { COUNTRIES } from "#lib/kernel/country.ts";
import { pageAddress } from "#lib/web/page-params.ts";
import { useCivilDates } from "../civil-dates.ts";
import { FilterBar, FilterInput, FilterSelect } from "../filter-bar.tsx";

type Kept = Record<"q" | "state" | "country" | "from" | "to", string | null>;

export function CustomerFilters({ path, kept, states }: { path: string; kept: Kept; states: readonly string[] }) {
  const t = useTranslations("operator-customers");
  const day = useCivilDates();
  const regions = new Intl.DisplayNames(useLocale(), { type: "region" });
  const countries = COUNTRIES.map((code) => ({ value: code, label: regions.of(code) ?? code })).sort((a, b) =>
    a.label.localeCompare(b.label),
  );
  const without = (name: keyof Kept) => pageAddress(path, { ...kept, [name]: null });
  const ranged = Boolean(kept.from || kept.to);
  const active = [
    ...(kept.state ? [{ label: t(`state.${kept.state}`), removeHref: without("state") }] : []),
    ...(kept.country ? [{ label: regions.of(kept.country), removeHref: without("country") }] : []),
    ...(ranged
      ? [
          {
            label: t("filter.range", { from: day(kept.from), to: day(kept.to) }),
            removeHref: pageAddress(path, { ...kept, from: null, to: null }),
          },
        ]
      : []),
  ];
  return (
    <FilterBar
      action={path}
      search={{ value: kept.q ?? "", placeholder: t("filter.search") }}
      active={active}
      moreOpen={ranged}
      more={
        <>
          <FilterInput label={t("filter.from")} type="date" name="from" defaultValue={kept.from ?? ""} />
          <FilterInput label={t("filter.to")} type="date" name="to" defaultValue={kept.to ?? ""} />
        </>
      }
    >
      <FilterSelect
        label={t("column.subscriptions")}
        name="state"
        value={kept.state}
        any={t("filter.anyState")}
        options={states.map((value) => ({ value, label: t(`state.${value}`) }))}
      />
      <FilterSelect label={t("column.country")} name="country" value={kept.country} any={t("filter.anyCountry")} options={countries} />
    </FilterBar>
  );
}
