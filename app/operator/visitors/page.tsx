import type { Metadata } from "next";
import { getFormatter, getTranslations } from "next-intl/server";
import { KeysetPagination } from "#components/operator/keyset-pagination.tsx";
import { ListEmpty } from "#components/operator/list-empty.tsx";
import { VisitorFilters } from "#components/operator/visitors/visitor-filters.tsx";
import { VisitorTable } from "#components/operator/visitors/visitor-table.tsx";
import { Footprints } from "#components/ui/icons.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { requireOperator } from "#lib/identity/session.ts";
import { FUNNEL_STEPS } from "#lib/reports/funnel.ts";
import { ORDER_STATUSES, VISITOR_SORTS, visitorCount, visitors } from "#lib/reports/visitors.ts";
import { requestSettings } from "#lib/settings/request-settings.ts";
import { headingSorts, NO_ROWS } from "#lib/web/lists/list-params.ts";
import { isFiltered, type SearchParams } from "#lib/web/lists/page-params.ts";
import { readVisitorParams } from "./params.ts";

const PATH = "/operator/visitors";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("operator-visitors"))("title") };
}

export default async function VisitorsPage({ searchParams }: { searchParams: SearchParams }) {
  await requireOperator();
  const [{ company }, { filter, kept, sorting, unreadable, cursor }] = await Promise.all([
    requestSettings(),
    readVisitorParams(searchParams),
  ]);
  const [page, count, t, format] = await Promise.all([
    isFiltered(unreadable) ? NO_ROWS : visitors(filter, company.timeZone, cursor),
    isFiltered(unreadable) ? 0 : visitorCount(filter, company.timeZone),
    getTranslations("operator-visitors"),
    getFormatter(),
  ]);
  return (
    <>
      <PageHeader title={t("title")} description={t("description")} />
      <VisitorFilters path={PATH} kept={kept} unreadable={unreadable} steps={FUNNEL_STEPS} orders={ORDER_STATUSES} />
      {page.rows.length === 0 ? (
        <ListEmpty
          icon={<Footprints aria-hidden />}
          path={PATH}
          kept={kept}
          unreadable={unreadable}
          title={t("empty.title")}
          text={t("empty.text")}
        />
      ) : (
        <VisitorTable rows={page.rows} sort={headingSorts(PATH, VISITOR_SORTS, kept, sorting)} />
      )}
      <KeysetPagination path={PATH} kept={kept} page={page} summary={t("count", { plural: count, count: format.number(count) })} />
    </>
  );
}
