import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { CohortPlan } from "#components/operator/retention/cohort-plan.tsx";
import { CohortTable } from "#components/operator/retention/cohort-table.tsx";
import { LettersTable } from "#components/operator/retention/letters-table.tsx";
import { OffersTable } from "#components/operator/retention/offers-table.tsx";
import { ReasonsTable } from "#components/operator/retention/reasons-table.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { Section } from "#components/ui/card.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { may } from "#lib/identity/roles.ts";
import { requireOperator } from "#lib/identity/session.ts";
import { now } from "#lib/kernel/clock.ts";
import { civilDate } from "#lib/kernel/period.ts";
import { cohorts } from "#lib/reports/cohorts.ts";
import { allPlans } from "#lib/reports/list-choices.ts";
import { lettersToReturn, offersToStay, reasonsToLeave } from "#lib/reports/retention.ts";
import { requestSettings } from "#lib/settings/request-settings.ts";
import { idParam, readFilters, type SearchParams } from "#lib/web/lists/page-params.ts";

const YEAR_MS = 365 * 86_400_000;
const MONTHS = 12;
const PARAMS = { plan: idParam() };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("operator-retention"))("title") };
}

/** How many of those who came are left, why viewers leave, and what keeps them. */
export default async function RetentionPage({ searchParams }: { searchParams: SearchParams }) {
  const [operator, { company }, { values, unreadable }] = await Promise.all([
    requireOperator(),
    requestSettings(),
    readFilters(PARAMS, searchParams),
  ]);
  const at = now();
  const since = new Date(at.getTime() - YEAR_MS);
  const from = civilDate(at, company.timeZone)
    .toPlainYearMonth()
    .subtract({ months: MONTHS - 1 });
  const [t, plans, begun, offers, letters, reasons] = await Promise.all([
    getTranslations("operator-retention"),
    allPlans(),
    cohorts({ from, count: MONTHS, timeZone: company.timeZone }, values.plan),
    offersToStay(since, at),
    lettersToReturn(since),
    reasonsToLeave(since),
  ]);
  return (
    <>
      <PageHeader
        title={t("title")}
        description={t("description")}
        actions={
          may(operator.role, "settings.read") && (
            <Link href="/operator/settings/leaving" className={buttonClass({})}>
              {t("settings")}
            </Link>
          )
        }
      />
      <div className="grid gap-6">
        <Section
          title={t("cohorts.title")}
          description={t("cohorts.text")}
          actions={<CohortPlan {...{ plans, unreadable }} plan={values.plan} />}
        >
          <CohortTable cohorts={begun} />
        </Section>
        <Section title={t("offers.title")} description={t("offers.text")}>
          <OffersTable rows={offers} />
        </Section>
        <Section title={t("letters.title")} description={t("letters.text")}>
          <LettersTable rows={letters} />
        </Section>
        <Section title={t("reasons.title")} description={t("reasons.text")}>
          <ReasonsTable rows={reasons} />
        </Section>
      </div>
    </>
  );
}
