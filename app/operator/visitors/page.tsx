import type { Metadata } from "next";
import { getFormatter, getTranslations } from "next-intl/server";
import { ListBody } from "#components/operator/list-body.tsx";
import { ListCount } from "#components/operator/list-count.tsx";
import { VisitorFilters } from "#components/operator/visitors/visitor-filters.tsx";
import { VisitorTable } from "#components/operator/visitors/visitor-table.tsx";
import { Footprints } from "#components/ui/icons.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { VISITS_KEPT_DAYS } from "#lib/events/visits.ts";
import { requireOperator } from "#lib/identity/session.ts";
import { NONE } from "#lib/kernel/counted.ts";
import { FUNNEL_STEPS } from "#lib/reports/funnel.ts";
import { DEVICES, ORDER_STATUSES, VISITOR_SORTS, visitorCount, visitors } from "#lib/reports/visitors.ts";
import { requestSettings } from "#lib/settings/request-settings.ts";
import { listAt, NO_ROWS } from "#lib/web/lists/list-params.ts";
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
  const [page, { count, more }, t, format] = await Promise.all([
    isFiltered(unreadable) ? NO_ROWS : visitors(filter, company.timeZone, cursor),
    isFiltered(unreadable) ? NONE : visitorCount(filter, company.timeZone),
    getTranslations("operator-visitors"),
    getFormatter(),
  ]);
  const list = listAt(PATH, VISITOR_SORTS, { kept, sorting, unreadable, cursor });
  return (
    <>
      <PageHeader title={t("title")} description={t("description", { days: VISITS_KEPT_DAYS })} />
      <VisitorFilters {...list} steps={FUNNEL_STEPS} orders={ORDER_STATUSES} devices={DEVICES} />
      <ListBody
        {...list}
        page={page}
        icon={<Footprints aria-hidden />}
        empty={{ title: t("empty.title"), text: t("empty.text") }}
        summary={<ListCount more={more}>{t(more ? "countedUp" : "count", { plural: count, count: format.number(count) })}</ListCount>}
      >
        <VisitorTable rows={page.rows} sort={list.sort} />
      </ListBody>
    </>
  );
}
