import { useTranslations } from "next-intl";
import { pageAddress } from "#lib/web/page-params.ts";
import { FilterBar, FilterInput, FilterSelect } from "../filter-bar.tsx";

export type KeptInvoiceFilters = Record<"q" | "kind" | "currency" | "customer" | "subscription" | "from" | "to" | "show", string | null> & {
  status: string[];
};

type Props = {
  path: string;
  kept: KeptInvoiceFilters;
  statuses: readonly string[];
  kinds: readonly string[];
  currencies: string[];
};

export function InvoiceFilters({ path, kept, statuses, kinds, currencies }: Props) {
  const t = useTranslations("operator-invoices");
  const status = useTranslations("operator.status.invoice");
  const without = (...names: (keyof KeptInvoiceFilters)[]) =>
    pageAddress(path, { ...kept, ...Object.fromEntries(names.map((name) => [name, null])) });
  const mark = (label: string | null, ...names: (keyof KeptInvoiceFilters)[]) => (label ? [{ label, removeHref: without(...names) }] : []);
  const active = [
    ...kept.status.map((value) => ({
      label: status(`${value}.label`),
      removeHref: pageAddress(path, { ...kept, status: kept.status.filter((other) => other !== value) }),
    })),
    ...mark(kept.kind && t(`kind.${kept.kind}`), "kind"),
    ...mark(kept.currency, "currency"),
    ...mark(kept.show && t("filter.drafts"), "show"),
    ...mark(kept.customer && t("filter.oneCustomer"), "customer"),
    ...mark(kept.subscription && t("filter.oneSubscription"), "subscription"),
    ...mark(kept.from || kept.to ? t("filter.range", { from: kept.from ?? "…", to: kept.to ?? "…" }) : null, "from", "to"),
  ];
  const several = kept.status.length > 1;
  return (
    <FilterBar
      action={path}
      search={{ value: kept.q ?? "", placeholder: t("filter.search") }}
      active={active}
      moreOpen={Boolean(kept.from || kept.to || kept.show)}
      more={
        <>
          <FilterInput label={t("filter.from")} type="date" name="from" defaultValue={kept.from ?? ""} />
          <FilterInput label={t("filter.to")} type="date" name="to" defaultValue={kept.to ?? ""} />
          <FilterSelect
            label={t("filter.show")}
            name="show"
            value={kept.show}
            any={t("filter.issued")}
            options={[{ value: "drafts", label: t("filter.drafts") }]}
          />
        </>
      }
    >
      {kept.customer && <input type="hidden" name="customer" value={kept.customer} />}
      {kept.subscription && <input type="hidden" name="subscription" value={kept.subscription} />}
      <FilterSelect
        label={t("column.status")}
        name="status"
        value={kept.status.join(",") || null}
        any={t("filter.anyStatus")}
        options={[
          ...(several ? [{ value: kept.status.join(","), label: kept.status.map((value) => status(`${value}.label`)).join(", ") }] : []),
          ...statuses.map((value) => ({ value, label: status(`${value}.label`) })),
        ]}
      />
      <FilterSelect
        label={t("filter.kind")}
        name="kind"
        value={kept.kind}
        any={t("filter.anyKind")}
        options={kinds.map((value) => ({ value, label: t(`kind.${value}`) }))}
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
