"use client";
import { useTranslations } from "next-intl";
import { PickMany } from "#components/operator/pick-many.tsx";

const EU = "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK".split(" ");

/** The countries a plan is sold in; none means all of them. */
export function CountryPicker({ countries, chosen }: { countries: { code: string; name: string }[]; chosen: string[] }) {
  const t = useTranslations("operator-plans.countries");
  return (
    <PickMany
      name="countries"
      label={t("label")}
      filterLabel={t("filter")}
      options={countries}
      chosen={chosen}
      summary={(count, names) => (count === 0 ? t("everywhere") : t("some", { count, names }))}
      presets={[
        { label: t("eu"), apply: (ticked) => [...new Set([...ticked, ...EU])] },
        { label: t("clear"), apply: () => [] },
      ]}
    />
  );
}
