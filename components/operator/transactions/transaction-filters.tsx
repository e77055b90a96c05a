import { useLocale, useTranslations } from "next-intl";
import { COUNTRIES } from "#lib/kernel/country.ts";
import { pageAddress } from "#lib/web/page-params.ts";
import { useCivilDates } from "../civil-dates.ts";
import { FilterBar, FilterInput, FilterSelect } from "../filter-bar.tsx";

export type KeptTransactionFilters = Record<
  "q" | "gateway" | "currency" | "country" | "from" | "to" | "plan" | "customer" | "subscription" | "date" | "min" | "max",
  string | null
> & { status: string[]; kind: string[] };

type Props = {
  path: string;
  kept: KeptTransactionFilters;
  statuses: readonly string[];
  kinds: readonly string[];
  gateways: string[];
  currencies: string[];
  plans: { id: string; name: string }[];
};

export function TransactionFilters({ path, kept, statuses, kinds, gateways, currencies, plans }: Props) {
  const t = useTranslations("operator-transactions");
  const day = useCivilDates();
  const status = useTranslations("operator.status.transaction");
  const regions = new Intl.DisplayNames(useLocale(), { type: "region" });
  const gatewayName = (id: string) => (t.has(`gateway.${id}`) ? t(`gateway.${id}`) : id);
  const countries = COUNTRIES.map((code) => ({ value: code, label: regions.of(code) ?? code })).sort((a, b) =>
    a.label.localeCompare(b.label),
  );
  const without = (name: keyof KeptTransactionFilters) => pageAddress(path, { ...kept, [name]: null });
  const rare = [kept.country, kept.plan, kept.min, kept.max, kept.from, kept.to].some(Boolean);

  const active = [
    ...kept.status.map((value) => ({
      label: status(`${value}.label`),
      removeHref: pageAddress(path, { ...kept, status: kept.status.filter((other) => other !== value) }),
    })),
    ...kept.kind.map((value) => ({
      label: t(`kind.${value}`),
      removeHref: pageAddress(path, { ...kept, kind: kept.kind.filter((other) => other !== value) }),
    })),
    ...(kept.gateway ? [{ label: gatewayName(kept.gateway), removeHref: without("gateway") }] : []),
    ...(kept.currency ? [{ label: kept.currency, removeHref: without("currency") }] : []),
    ...(kept.country
      ? [{ label: kept.country === "none" ? t("filter.noCountry") : regions.of(kept.country), removeHref: without("country") }]
      : []),
    ...(kept.plan ? [{ label: <bdi>{plans.find((plan) => plan.id === kept.plan)?.name}</bdi>, removeHref: without("plan") }] : []),
    ...(kept.customer ? [{ label: t("filter.oneCustomer"), removeHref: without("customer") }] : []),
    ...(kept.subscription ? [{ label: t("filter.oneSubscription"), removeHref: without("subscription") }] : []),
    ...(kept.from || kept.to
      ? [
          {
            label: t(kept.date === "settled" ? "filter.settledRange" : "filter.createdRange", {
              from: day(kept.from),
              to: day(kept.to),
            }),
            removeHref: pageAddress(path, { ...kept, from: null, to: null, date: null }),
          },
        ]
      : []),
    ...(kept.min || kept.max
      ? [
          {
            label: t("filter.amountRange", { min: kept.min ?? "0", max: kept.max ?? "∞" }),
            removeHref: pageAddress(path, { ...kept, min: null, max: null }),
          },
        ]
      : []),
  ];

  return (
    <FilterBar
      action={path}
      search={{ value: kept.q ?? "", placeholder: t("filter.search") }}
      active={active}
      moreOpen={rare}
      more={
        <>
          <FilterInput label={t("filter.from")} type="date" name="from" defaultValue={kept.from ?? ""} />
          <FilterInput label={t("filter.to")} type="date" name="to" defaultValue={kept.to ?? ""} />
          <FilterSelect
            label={t("filter.date")}
            name="date"
            value={kept.date}
            any={t("filter.created")}
            options={[{ value: "settled", label: t("filter.settled") }]}
          />
          <FilterInput label={t("filter.min")} name="min" inputMode="decimal" defaultValue={kept.min ?? ""} className="w-28!" />
          <FilterInput label={t("filter.max")} name="max" inputMode="decimal" defaultValue={kept.max ?? ""} className="w-28!" />
          <FilterSelect
            label={t("column.country")}
            name="country"
            value={kept.country}
            any={t("filter.anyCountry")}
            options={[...countries, { value: "none", label: t("filter.noCountry") }]}
          />
          <FilterSelect
            label={t("column.plan")}
            name="plan"
            value={kept.plan}
            any={t("filter.anyPlan")}
            options={plans.map(({ id, name }) => ({ value: id, label: name }))}
          />
          {kept.customer && <input type="hidden" name="customer" value={kept.customer} />}
          {kept.subscription && <input type="hidden" name="subscription" value={kept.subscription} />}
        </>
      }
    >
      <FilterSelect
        label={t("column.status")}
        name="status"
        value={kept.status.join(",") || null}
        any={t("filter.anyStatus")}
        options={withCombination(kept.status, statuses, (value) => status(`${value}.label`))}
      />
      <FilterSelect
        label={t("filter.kind")}
        name="kind"
        value={kept.kind.join(",") || null}
        any={t("filter.anyKind")}
        options={withCombination(kept.kind, kinds, (value) => t(`kind.${value}`))}
      />
      <FilterSelect
        label={t("filter.gateway")}
        name="gateway"
        value={kept.gateway}
        any={t("filter.anyGateway")}
        options={gateways.map((id) => ({ value: id, label: gatewayName(id) }))}
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

/** The choices, and the combination in force when a link brought one. */
function withCombination(chosen: string[], values: readonly string[], label: (value: string) => string) {
  const single = values.map((value) => ({ value, label: label(value) }));
  return chosen.length > 1 ? [{ value: chosen.join(","), label: chosen.map(label).join(", ") }, ...single] : single;
}
