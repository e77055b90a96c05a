import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { OssTable } from "#components/operator/oss/oss-table.tsx";
import { Threshold } from "#components/operator/oss/threshold.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Download, Landmark } from "#components/ui/icons.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { MAY } from "#lib/identity/roles.ts";
import { requireOperator } from "#lib/identity/session.ts";
import { now } from "#lib/kernel/clock.ts";
import { civilDate } from "#lib/kernel/period.ts";
import { isUnionSeller, OSS_THRESHOLD, ossProgress, ossReport } from "#lib/reports/oss.ts";
import { requestSettings } from "#lib/settings/request-settings.ts";
import type { SearchParams } from "#lib/web/lists/page-params.ts";
import { nameOf, quarterIn, quarterOf } from "./quarter.ts";

const PATH = "/operator/oss";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("operator-oss"))("title") };
}

/** What the return of the One Stop Shop asks for, by quarter. */
export default async function OssPage({ searchParams }: { searchParams: SearchParams }) {
  await requireOperator(MAY["payments.export"], PATH);
  const [{ company }, t, asked] = await Promise.all([requestSettings(), getTranslations("operator-oss"), searchParams]);
  const today = civilDate(now(), company.timeZone);
  if (!isUnionSeller(company, today))
    return (
      <>
        <PageHeader title={t("title")} description={t("text")} />
        <EmptyState icon={<Landmark aria-hidden />} title={t("none.title")}>
          {t("none.text")}
        </EmptyState>
      </>
    );
  const quarter = quarterIn(asked.quarter, today);
  const [rows, years] = await Promise.all([ossReport(quarter, company), ossProgress(today, company)]);
  const [sales, corrections] = [rows.filter(({ corrects }) => !corrects), rows.filter(({ corrects }) => corrects)];
  const name = nameOf(quarter);
  const csv = (label: string, shape: string) => (
    <a key={shape} href={`${PATH}/csv?quarter=${name}${shape}`} download className={buttonClass({ size: "sm" })}>
      <Download aria-hidden />
      {label}
    </a>
  );
  return (
    <>
      <PageHeader
        title={t("title")}
        description={t("text")}
        actions={
          <>
            {company.country === "DE" && csv(t("bzst"), "&shape=bzst")}
            {csv(t("csv"), "")}
          </>
        }
      />
      <nav aria-label={t("quarters")} className="mb-4 flex flex-wrap gap-2">
        {[0, 1, 2, 3, 4, 5].map((back) => {
          const each = nameOf(quarterOf(today.subtract({ months: back * 3 })));
          return (
            <Link
              key={each}
              href={`${PATH}?quarter=${each}`}
              aria-current={each === name ? "page" : undefined}
              className={buttonClass({ size: "sm", variant: each === name ? "primary" : "secondary" })}
            >
              <bdi className="figures">{each}</bdi>
            </Link>
          );
        })}
      </nav>
      <div className="grid gap-4">
        {sales.length === 0 ? (
          <EmptyState icon={<Landmark aria-hidden />} title={t("empty.title", { quarter: name })}>
            {t("empty.text")}
          </EmptyState>
        ) : (
          <OssTable rows={sales} label={t("sales", { quarter: name })} />
        )}
        {corrections.length > 0 && (
          <section>
            <h2 className="mb-1 text-base font-semibold">{t("corrections")}</h2>
            <p className="mb-3 text-sm text-muted">{t("correctionsText")}</p>
            <OssTable rows={corrections} label={t("corrections")} />
          </section>
        )}
        {rows.some(({ currency }) => currency !== "EUR") && <p className="text-sm text-muted">{t("currencies")}</p>}
        <Threshold years={years} threshold={OSS_THRESHOLD} homeVat={company.homeVat} />
      </div>
    </>
  );
}
