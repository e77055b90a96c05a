import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { EventFilters } from "#components/operator/events/event-filters.tsx";
import { EventPanel } from "#components/operator/events/event-panel.tsx";
import { EventTable } from "#components/operator/events/event-table.tsx";
import { ListBody } from "#components/operator/list-body.tsx";
import { ButtonLink } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Activity } from "#components/ui/icons.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { may } from "#lib/identity/roles.ts";
import { requireOperator } from "#lib/identity/session.ts";
import { EVENT_SORTS, EVENT_STATES, eventSources, eventState, inboundEvent, inboundEvents } from "#lib/reports/inbound-events.ts";
import { requestSettings } from "#lib/settings/request-settings.ts";
import { LIST_PARAMS, listAt, NO_ROWS, readList } from "#lib/web/lists/list-params.ts";
import { choiceParam, isFiltered, nameParam, type SearchParams } from "#lib/web/lists/page-params.ts";
import { replayAction } from "./actions.ts";

const PATH = "/operator/events";
const PARAMS = { ...LIST_PARAMS, source: nameParam(), state: choiceParam(EVENT_STATES) };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("operator-events"))("title") };
}

export default async function EventsPage({ searchParams }: { searchParams: SearchParams }) {
  const [operator, { company }, t, { asked, kept, sorting, unreadable, cursor, open }] = await Promise.all([
    requireOperator(),
    requestSettings(),
    getTranslations("operator-events"),
    readList(PARAMS, EVENT_SORTS, searchParams),
  ]);
  const [page, sources, event] = await Promise.all([
    isFiltered(unreadable) ? NO_ROWS : inboundEvents({ ...asked, sorting }, company.timeZone, cursor),
    eventSources(),
    open ? inboundEvent(open) : null,
  ]);
  const list = listAt(PATH, EVENT_SORTS, { kept, sorting, unreadable, cursor });
  return (
    <>
      <PageHeader title={t("title")} description={t("description")} />
      {sources.length === 0 ? (
        <EmptyState
          icon={<Activity aria-hidden />}
          title={t("empty.title")}
          action={may(operator.role, "settings.read") && <ButtonLink href="/operator/settings/gateways">{t("empty.action")}</ButtonLink>}
        >
          {t("empty.text")}
        </EmptyState>
      ) : (
        <>
          <EventFilters {...list} sources={sources} states={EVENT_STATES} />
          <ListBody
            {...list}
            page={page}
            icon={<Activity aria-hidden />}
            empty={{ title: t("empty.title"), text: t("empty.text") }}
            details={
              event && (
                <EventPanel
                  event={{ ...event, state: eventState(event) }}
                  closeHref={list.closeHref}
                  replay={may(operator.role, "events.replay") ? replayAction : undefined}
                />
              )
            }
          >
            <EventTable
              rows={page.rows.map((row) => ({ ...row, state: eventState(row) }))}
              open={event?.id}
              hrefOf={list.hrefOf}
              sort={list.sort}
            />
          </ListBody>
        </>
      )}
    </>
  );
}
