import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ComponentProps, ReactNode } from "react";
import { Button } from "#components/ui/button.tsx";
import { cx } from "#components/ui/class-names.ts";
import { ChevronDown, ListFilter, Search, X } from "#components/ui/icons.tsx";
import { FilterForm } from "./filter-form.tsx";

const field = "control min-h-9! rounded-lg! py-1! text-sm!";

/**
 * The filters of a list: a search field, `children` (FilterSelect, FilterDate, …), rarely used ones under `more`, and one removable
 * mark for each filter in force.
 */
export function FilterBar({
  action,
  search,
  children,
  more,
  moreOpen,
  active = [],
}: {
  action: string;
  search?: { value: string; placeholder: string; error?: string };
  children?: ReactNode;
  more?: ReactNode;
  moreOpen?: boolean;
  active?: { label: string; removeHref: string }[];
}) {
  const t = useTranslations("operator.filters");
  return (
    <>
      <FilterForm action={action} label={t("label")}>
        {search && (
          <label className="relative min-w-44 flex-1 max-sm:order-first sm:min-w-52 sm:max-w-80">
            <span className="sr-only">{search.placeholder}</span>
            <Search aria-hidden className="pointer-events-none absolute start-3 top-2.5 size-4 text-faint" />
            <input
              name="q"
              type="search"
              defaultValue={search.value}
              placeholder={search.placeholder}
              aria-invalid={search.error ? true : undefined}
              className={cx(field, "ps-9!")}
            />
            {search.error && <span className="mt-1 block text-xs font-medium text-negative">{search.error}</span>}
          </label>
        )}
        {children}
        <Button type="submit" size="sm" className={cx("min-h-9!", search && "max-sm:order-first")}>
          {t("apply")}
        </Button>
        {more && (
          <details open={moreOpen} className="open:w-full">
            <summary className="inline-flex min-h-9 items-center gap-1.5 rounded-control px-1 text-sm text-muted hover:text-ink">
              <ListFilter aria-hidden className="size-4" />
              {t("more")}
            </summary>
            <div className="mt-2 flex flex-wrap items-end gap-2">{more}</div>
          </details>
        )}
      </FilterForm>
      {active.length > 0 && (
        <ul aria-label={t("active")} className="mb-3 flex flex-wrap items-center gap-1.5 text-xs">
          {active.map((filter) => (
            <li
              key={filter.removeHref}
              className="inline-flex items-center gap-1 rounded-full bg-brand-soft py-0.5 ps-2.5 pe-1 text-brand-ink"
            >
              <bdi className="wrap-anywhere">{filter.label}</bdi>
              <Link
                href={filter.removeHref}
                scroll={false}
                aria-label={t("remove")}
                className="grid size-5 place-items-center rounded-full hover:bg-surface"
              >
                <X aria-hidden className="size-3" />
              </Link>
            </li>
          ))}
          <li>
            <Link href={action} scroll={false} className="px-1.5 text-muted underline-offset-2 hover:text-ink hover:underline">
              {t("clear")}
            </Link>
          </li>
        </ul>
      )}
    </>
  );
}

/** A choice among a few; the empty one is "any". Several values at once, which a link may bring, are one more choice. */
export function FilterSelect({
  label,
  name,
  value: values,
  any,
  options,
  error,
}: {
  label: string;
  name: string;
  value: string[];
  any?: string;
  options: { value: string; label: string }[];
  /** Why the value cannot be read. */
  error?: string;
}) {
  const value = values.join(",");
  const labels = options.filter((option) => values.includes(option.value)).map((option) => option.label);
  const choices = error
    ? [{ value, label: value }, ...options]
    : values.length > 1
      ? [{ value, label: labels.join(", ") }, ...options]
      : options;
  return (
    <label className="max-sm:min-w-[40%] max-sm:flex-1">
      <span className="sr-only">{label}</span>
      <span className="relative block w-fit max-sm:w-full">
        <select
          aria-invalid={error ? true : undefined}
          name={name}
          defaultValue={value}
          data-in-force={value}
          className={cx(
            field,
            "appearance-none truncate pe-8! sm:w-auto! sm:max-w-52",
            any !== undefined && value && !error && "border-brand-ink! text-brand-ink!",
          )}
        >
          {any !== undefined && <option value="">{any}</option>}
          {choices.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
        <ChevronDown aria-hidden className="pointer-events-none absolute end-2.5 top-2.5 size-4 text-muted" />
      </span>
      {error && <span className="mt-1 block text-xs font-medium text-negative">{error}</span>}
    </label>
  );
}

/** A small labelled input, for `more`: a date, an amount. */
export function FilterInput({ label, error, className = "w-40!", ...rest }: { label: string; error?: string } & ComponentProps<"input">) {
  return (
    <label className="grid gap-1 text-xs text-muted">
      {label}
      <input className={cx(field, className)} aria-invalid={error ? true : undefined} {...rest} />
      {error && <span className="max-w-52 font-medium text-negative">{error}</span>}
    </label>
  );
}
