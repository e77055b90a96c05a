import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { EMPTY_PLAN } from "#components/operator/catalog/plan-draft.ts";
import { PlanForm } from "#components/operator/catalog/plan-form.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { MAY } from "#lib/identity/roles.ts";
import { requireOperator } from "#lib/identity/session.ts";
import { countryNames } from "#lib/kernel/country-names.ts";
import { savePlanAction } from "../actions.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("operator-plans"))("form.new") };
}

export default async function NewPlanPage() {
  const [, t, locale] = await Promise.all([requireOperator(MAY["catalog.write"]), getTranslations("operator-plans"), getLocale()]);
  return (
    <>
      <PageHeader back={{ href: "/operator/plans", label: t("title") }} title={t("form.new")} description={t("form.newText")} />
      <PlanForm
        plan={EMPTY_PLAN}
        statuses={[EMPTY_PLAN.status]}
        prices={[]}
        countries={countryNames(locale)}
        action={savePlanAction}
        readOnly={false}
      />
    </>
  );
}
