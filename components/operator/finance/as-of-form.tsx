import { useTranslations } from "next-intl";
import { FilterBar, FilterInput, FilterSelect } from "../filter-bar.tsx";

type Props = { path: string; day: string; today: string; currency: string; currencies: string[]; age: string | null };

/** On which day, and in which currency, a report is asked for; what is chosen of it stays. */
export function AsOfForm({ path, day, today, currency, currencies, age }: Props) {
  const t = useTranslations("operator-finance.receivables");
  return (
    <FilterBar action={path}>
      {age && <input type="hidden" name="age" value={age} />}
      <FilterInput label={t("day")} name="on" type="date" max={today} defaultValue={day} />
      {currencies.length > 1 && (
        <FilterSelect
          label={t("currency")}
          name="currency"
          value={[currency]}
          options={currencies.map((code) => ({ value: code, label: code }))}
        />
      )}
    </FilterBar>
  );
}
