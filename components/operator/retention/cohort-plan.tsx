import { useTranslations } from "next-intl";
import { Button } from "#components/ui/button.tsx";
import type { Unreadable } from "#lib/web/lists/page-params.ts";
import { FilterSelect } from "../filter-bar.tsx";
import { FilterForm } from "../filter-form.tsx";

type Props = { plans: { id: string; name: string }[]; plan: string | null; unreadable: Unreadable };

/** Whose cohorts are shown. It is in the address. */
export function CohortPlan({ plans, plan, unreadable }: Props) {
  const t = useTranslations("operator-retention.cohorts");
  const any = useTranslations("operator.filters");
  return (
    <FilterForm action="/operator/retention" label={t("plan")}>
      <FilterSelect
        label={t("plan")}
        name="plan"
        any={any("anyPlan")}
        value={[unreadable.plan ?? plan ?? ""].filter(Boolean)}
        error={"plan" in unreadable ? any("unreadable.choice") : undefined}
        options={plans.map(({ id, name }) => ({ value: id, label: name }))}
      />
      <noscript>
        <Button type="submit" size="sm">
          {any("apply")}
        </Button>
      </noscript>
    </FilterForm>
  );
}
