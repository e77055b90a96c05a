import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { type ListAddress, pageAddress, SEARCH_LENGTH } from "#lib/web/lists/page-params.ts";
import { useCivilDates } from "./civil-dates.ts";
import { FilterBar, FilterInput, FilterSelect } from "./filter-bar.tsx";

/**
 * A filter by its name in the address. With `values` it is a choice, whose empty one is `any`; without, it came by a link and is only kept
 * and marked. `rare` ones stand under "more"; `unmarked` ones change the meaning of another filter.
 */
export type ListFilter = {
  name: string;
  label?: string;
  any?: string;
  values?: readonly string[];
  labelOf: (value: string) => string;
  rare?: boolean;
  unmarked?: boolean;
};

/** A filter of whose values each is known to have a word. */
export function choice<V extends string>({
  values,
  labelOf,
  ...filter
}: Omit<ListFilter, "values" | "labelOf"> & { values: readonly V[]; labelOf: (value: V) => string }): ListFilter {
  const word = (asked: string) => {
    const value = values.find((each) => each === asked);
    return value ? labelOf(value) : asked;
  };
  return { ...filter, values, labelOf: word };
}

type Props = ListAddress & {
  search: string;
  filters: ListFilter[];
  /** Words for the days in force. */
  range?: (from: string, to: string) => string;
  /** Further fields under "more", and the mark for them. */
  more?: ReactNode;
  moreMark?: { label: string; names: string[] } | null;
};

/** The filters of a list: search, choices, days (where the address has them), and a removable mark for each in force. What cannot be read stays in its field, with a word about it. */
export function ListFilters({ path, kept, unreadable, search, filters, range, more, moreMark }: Props) {
  const t = useTranslations("operator.filters");
  const day = useCivilDates();
  const valuesOf = (name: string) => [kept[name] ?? []].flat().filter((value) => value !== "");
  const without = (...names: string[]) => pageAddress(path, { ...kept, ...Object.fromEntries(names.map((name) => [name, null])) });
  const [query] = valuesOf("q");
  const [from = null, to = null] = [valuesOf("from")[0], valuesOf("to")[0]];
  const civil = (name: "from" | "to", value: string | null) => (name in unreadable ? value : day(value));
  const days =
    from || to || kept.date
      ? (range ?? ((a, b) => t("range", { from: a, to: b })))(civil("from", from) ?? "", civil("to", to) ?? "")
      : null;
  const dated = "from" in kept;

  const marks = filters
    .filter(({ unmarked }) => !unmarked)
    .flatMap(({ name, labelOf }) =>
      valuesOf(name).map((value) => ({
        label: name in unreadable ? value : labelOf(value),
        removeHref: pageAddress(path, { ...kept, [name]: valuesOf(name).filter((other) => other !== value) }),
      })),
    );
  const select = ({ name, label = "", any, values = [], labelOf }: ListFilter) => (
    <FilterSelect
      key={name}
      {...{ name, label, any }}
      value={valuesOf(name)}
      options={values.map((value) => ({ value, label: labelOf(value) }))}
      error={name in unreadable ? t("unreadable.choice") : undefined}
    />
  );
  const dateField = (name: "from" | "to", value: string | null) => (
    <FilterInput
      label={t(name)}
      name={name}
      // A date field shows nothing of what is no date.
      type={name in unreadable ? "text" : "date"}
      defaultValue={value ?? ""}
      error={name in unreadable ? t("unreadable.date") : undefined}
    />
  );
  const rare = filters.filter((filter) => filter.rare);
  return (
    <FilterBar
      action={path}
      search={{
        value: query ?? "",
        placeholder: search,
        error: "q" in unreadable ? t("unreadable.search", { most: SEARCH_LENGTH }) : undefined,
      }}
      active={[
        ...(query ? [{ label: `“${query}”`, removeHref: without("q") }] : []),
        ...marks,
        ...(days ? [{ label: days, removeHref: without("from", "to", "date", "hour") }] : []),
        ...(moreMark ? [{ label: moreMark.label, removeHref: without(...moreMark.names) }] : []),
      ]}
      moreOpen={Boolean(days || moreMark) || rare.some(({ name }) => valuesOf(name).length > 0)}
      more={
        (dated || rare.length > 0) && (
          <>
            {dated && dateField("from", from)}
            {dated && dateField("to", to)}
            {rare.map(select)}
            {more}
          </>
        )
      }
    >
      {["sort", "dir", "cols"].map(
        (name) => kept[name] && !(name in unreadable) && <input key={name} type="hidden" name={name} value={kept[name]} />,
      )}
      {filters
        .filter(({ values }) => !values)
        .flatMap(({ name }) => valuesOf(name).map((value) => <input key={name} type="hidden" name={name} value={value} />))}
      {filters.filter((filter) => filter.values && !filter.rare).map(select)}
    </FilterBar>
  );
}
