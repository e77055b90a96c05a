import Link from "next/link";
import { useTranslations } from "next-intl";
import { Button } from "#components/ui/button.tsx";
import { cx } from "#components/ui/class-names.ts";
import type { PeriodChoice } from "#lib/reports/period.ts";
import type { Unreadable } from "#lib/web/lists/page-params.ts";
import { useCivilDates } from "../civil-dates.ts";
import { FilterInput } from "../filter-bar.tsx";
import { FilterForm } from "../filter-form.tsx";

type Named = { choice: Exclude<PeriodChoice, "custom">; href: string };

type Props = {
  choice: PeriodChoice;
  from: string;
  to: string;
  /** The address of each period that has a name: those that end today, and those of the calendar. */
  rolling: Named[];
  calendar: Named[];
  unreadable: Unreadable;
  /** What else is in the address, and stays. */
  kept: Record<string, string>;
};

/** Which time the dashboard shows. It is in the address. */
export function PeriodPicker({ choice, from, to, rolling, calendar, unreadable, kept }: Props) {
  const t = useTranslations("operator.dashboard");
  const filters = useTranslations("operator.filters.unreadable");
  const day = useCivilDates();
  const hidden = Object.entries(kept).map(([name, value]) => <input key={name} type="hidden" name={name} value={value} />);
  const field = (name: "from" | "to", value: string) => (
    <FilterInput
      label={t(`period.${name}`)}
      name={name}
      type={name in unreadable ? "text" : "date"}
      defaultValue={unreadable[name] ?? value}
      error={name in unreadable ? filters("date") : undefined}
      required
    />
  );
  const ofCalendar = calendar.some((item) => item.choice === choice);
  return (
    <div className="flex w-full min-w-0 flex-wrap items-center gap-2">
      <nav aria-label={t("period.label")} className="flex max-w-full overflow-x-auto rounded-lg border bg-surface p-0.5 text-sm">
        {rolling.map((item) => (
          <Link
            key={item.choice}
            href={item.href}
            aria-current={item.choice === choice ? "true" : undefined}
            className={cx(
              "flex min-h-8 items-center rounded-md px-2.5 font-medium whitespace-nowrap sm:px-3",
              item.choice === choice ? "bg-brand-soft text-brand-ink" : "text-muted hover:text-ink",
            )}
          >
            {t(`period.${item.choice}`)}
          </Link>
        ))}
      </nav>
      <details className="relative" key={`${from}${to}`} open={"from" in unreadable || "to" in unreadable}>
        <summary
          className={cx(
            "flex min-h-9 list-none items-center rounded-lg border bg-surface px-3 text-sm font-medium [&::-webkit-details-marker]:hidden",
            choice === "custom" || ofCalendar ? "text-brand-ink" : "text-muted hover:text-ink",
          )}
        >
          {choice === "custom" ? (
            <bdi className="figures">{t("period.range", { from: day(from), to: day(to) })}</bdi>
          ) : (
            t(ofCalendar ? `period.${choice}` : "period.others")
          )}
        </summary>
        <div className="absolute end-0 [&>form]:mb-0 top-full z-20 mt-1.5 rounded-xl border bg-raised p-4 shadow-float max-sm:fixed max-sm:inset-x-3 max-sm:top-auto">
          <ul className="mb-3 grid grid-cols-2 gap-1 border-b pb-3 text-sm">
            {calendar.map((item) => (
              <li key={item.choice}>
                <Link
                  href={item.href}
                  aria-current={item.choice === choice ? "true" : undefined}
                  className={cx(
                    "flex min-h-9 items-center rounded-md px-2.5 font-medium whitespace-nowrap",
                    item.choice === choice ? "bg-brand-soft text-brand-ink" : "text-muted hover:bg-sunken hover:text-ink",
                  )}
                >
                  {t(`period.${item.choice}`)}
                </Link>
              </li>
            ))}
          </ul>
          <FilterForm action="/operator" label={t("period.custom")} onSubmitOnly>
            <input type="hidden" name="period" value="custom" />
            {hidden}
            {field("from", from)}
            {field("to", to)}
            <Button type="submit" size="sm" variant="primary" className="min-h-9! self-end">
              {t("period.show")}
            </Button>
          </FilterForm>
        </div>
      </details>
    </div>
  );
}
