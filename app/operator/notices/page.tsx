import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ListBody } from "#components/operator/list-body.tsx";
import { choice, ListFilters } from "#components/operator/list-filters.tsx";
import { NoticePanel } from "#components/operator/notices/notice-panel.tsx";
import { NoticeTable } from "#components/operator/notices/notice-table.tsx";
import { CalendarX2 } from "#components/ui/icons.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { may } from "#lib/identity/roles.ts";
import { requireOperator } from "#lib/identity/session.ts";
import { NOTICE_KINDS, NOTICE_SORTS, NOTICE_STATES, noticeDetails, notices } from "#lib/reports/notices.ts";
import { requestSettings } from "#lib/settings/request-settings.ts";
import { LIST_PARAMS, listAt, NO_ROWS, readList } from "#lib/web/lists/list-params.ts";
import { choiceParam, isFiltered, type SearchParams } from "#lib/web/lists/page-params.ts";
import { markDealtWith } from "./actions.ts";

const PATH = "/operator/notices";
const PARAMS = { ...LIST_PARAMS, state: choiceParam(NOTICE_STATES), kind: choiceParam(NOTICE_KINDS) };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("operator-notices"))("title") };
}

export default async function NoticesPage({ searchParams }: { searchParams: SearchParams }) {
  const [operator, { company }, t, any, { asked, kept, sorting, unreadable, cursor, open }] = await Promise.all([
    requireOperator(),
    requestSettings(),
    getTranslations("operator-notices"),
    getTranslations("operator.filters"),
    readList(PARAMS, NOTICE_SORTS, searchParams),
  ]);
  const [page, details] = await Promise.all([
    isFiltered(unreadable) ? NO_ROWS : notices({ ...asked, sorting }, company.timeZone, cursor),
    open ? noticeDetails(open) : null,
  ]);
  const list = listAt(PATH, NOTICE_SORTS, { kept, sorting, unreadable, cursor });
  return (
    <>
      <PageHeader title={t("title")} description={t("description")} />
      <ListFilters
        {...list}
        search={t("search")}
        filters={[
          choice({
            name: "state",
            label: t("column.state"),
            any: any("anyStatus"),
            values: NOTICE_STATES,
            labelOf: (value) => t(`state.${value}`),
          }),
          choice({
            name: "kind",
            label: t("column.kind"),
            any: t("anyKind"),
            values: NOTICE_KINDS,
            labelOf: (value) => t(`kind.${value}`),
          }),
        ]}
      />
      <ListBody
        {...list}
        page={page}
        icon={<CalendarX2 aria-hidden />}
        empty={{ title: t("empty.title"), text: t("empty.text") }}
        details={
          details && (
            <NoticePanel
              notice={details}
              closeHref={list.closeHref}
              action={may(operator.role, "subscriptions.write") ? markDealtWith : undefined}
            />
          )
        }
      >
        <NoticeTable rows={page.rows} open={details?.id ?? null} hrefOf={list.hrefOf} sort={list.sort} />
      </ListBody>
    </>
  );
}
