import { useTranslations } from "next-intl";
import { pageAddress } from "#lib/web/page-params.ts";
import { useCivilDates } from "../civil-dates.ts";
import { FilterBar, FilterInput, FilterSelect } from "../filter-bar.tsx";

type Kept = Record<"q" | "plan" | "currency" | "date" | "from" | "to" | "canceling", string | null> & { status: string[] };

type Props = {
  path: string;
  kept: Kept;
  statuses: readonly string[];
  dates: readonly string[];
  currencies: string[];
  plans: { id: string; name: string }[];
};

export function SubscriptionFilters({ path, kept, statuses, dates, currencies, plans }: Props) {
  const t = useTranslations("operator-subscriptions");
  const day = useCivilDates();
  const status = useTranslations("operator.status.subscription");
  const name = (value: string) => status(`${value}.label`);
  const without = (key: keyof Kept) => pageAddress(path, { ...kept, [key]: null });
  const date = kept.date ?? "created";
  const ranged = kept.from || kept.to || kept.date;
  const active = [
    ...kept.status.map((value) => ({
      label: name(value),
      removeHref: pageAddress(path, { ...kept, status: kept.status.filter((other) => other !== value) }),
    })),
    ...(kept.plan ? [{ label: <bdi>{plans.find((plan) => plan.id === kept.plan)?.name}</bdi>, removeHref: without("plan") }] : []),
    ...(kept.currency ? [{ label: kept.currency, removeHref: without("currency") }] : []),
    ...(kept.canceling ? [{ label: t("filter.canceling"), removeHref: without("canceling") }] : []),
    ...(ranged
      ? [
          {
            label: t("filter.range", { date: t(`date.${date}`), from: day(kept.from), to: day(kept.to) }),
            removeHref: pageAddress(path, { ...kept, from: null, to: null, date: null }),
          },
        ]
      : []),
  ];
  const single = statuses.map((value) => ({ value, label: name(value) }));
  const combined = kept.status.length > 1 ? [{ value: kept.status.join(","), label: kept.status.map(name).join(", ") }] : [];
  return (
    <FilterBar
      action={path}
      search={{ value: kept.q ?? "", placeholder: t("filter.search") }}
      active={active}
      moreOpen={Boolean(ranged || kept.canceling)}
      more={
        <>
          <FilterSelect
            label={t("filter.date")}
            name="date"
            value={kept.date}
            any={t("date.created")}
            options={dates.filter((value) => value !== "created").map((value) => ({ value, label: t(`date.${value}`) }))}
          />
          <FilterInput label={t("filter.from")} type="date" name="from" defaultValue={kept.from ?? ""} />
          <FilterInput label={t("filter.to")} type="date" name="to" defaultValue={kept.to ?? ""} />
          <FilterSelect
            label={t("filter.ending")}
            name="canceling"
            value={kept.canceling}
            any={t("filter.anyEnding")}
            options={[{ value: "yes", label: t("filter.canceling") }]}
          />
        </>
      }
    >
      <FilterSelect
        label={t("column.status")}
        name="status"
        value={kept.status.join(",") || null}
        any={t("filter.anyStatus")}
        options={[...combined, ...single]}
      />
      <FilterSelect
        label={t("column.plan")}
        name="plan"
        value={kept.plan}
        any={t("filter.anyPlan")}
        options={plans.map((plan) => ({ value: plan.id, label: plan.name }))}
      />
      <FilterSelect
        label={t("filter.currency")}
        name="currency"
        value={kept.currency}
        any={t("filter.anyCurrency")}
        options={currencies.map((code) => ({ value: code, label: code }))}
      />
    </FilterBar>
  );
}
