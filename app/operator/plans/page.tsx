import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { PlanTable } from "#components/operator/catalog/plan-table.tsx";
import { ButtonLink } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Plus, Tv } from "#components/ui/icons.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { may } from "#lib/identity/roles.ts";
import { requireOperator } from "#lib/identity/session.ts";
import { plansForOperator } from "#lib/reports/plans.ts";
import { movePlanAction } from "./actions.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("operator-plans"))("title") };
}

export default async function PlansPage() {
  const [operator, t] = await Promise.all([requireOperator(), getTranslations("operator-plans")]);
  const plans = await plansForOperator();
  const mayWrite = may(operator.role, "catalog.write");
  const add = mayWrite && (
    <ButtonLink href="/operator/plans/new" variant="primary">
      <Plus aria-hidden />
      {t("add")}
    </ButtonLink>
  );
  return (
    <>
      <PageHeader title={t("title")} description={t("description")} actions={plans.length > 0 && add} />
      {plans.length === 0 ? (
        <EmptyState icon={<Tv aria-hidden />} title={t("empty.title")} action={add}>
          {t("empty.text")}
        </EmptyState>
      ) : (
        <PlanTable plans={plans} move={mayWrite ? movePlanAction : undefined} />
      )}
    </>
  );
}
