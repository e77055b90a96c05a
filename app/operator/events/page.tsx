import { Activity } from "lucide-react";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { EventPanel } from "#components/operator/events/event-panel.tsx";
import { EventTable } from "#components/operator/events/event-table.tsx";
import { FilterBar, FilterSelect } from "#components/operator/filter-bar.tsx";
import { KeysetPagination } from "#components/operator/keyset-pagination.tsx";
import { ListWithDetails } from "#components/operator/list-with-details.tsx";
import { ButtonLink } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { may } from "#lib/identity/roles.ts";
import { requireOperator } from "#lib/identity/session.ts";
import { EVENT_STATES, eventSources, eventState, inboundEvent, inboundEvents } from "#lib/reports/inbound-events.ts";
import {
  choiceParam,
  cursorParam,
  encodeCursor,
  idParam,
  nameParam,
  pageAddress,
  readParams,
  type SearchParams,
  textParam,
} from "#lib/web/page-params.ts";
import { replayAction } from "./actions.ts";

const PATH = "/operator/events";
const PARAMS = { q: textParam(), source: nameParam(), state: choiceParam(EVENT_STATES), cursor: cursorParam(), open: idParam() };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("operator-events"))("title") };
}

export default async function EventsPage({ searchParams }: { searchParams: SearchParams }) {
  const [operator, t, params] = await Promise.all([
    requireOperator(),
    getTranslations("operator-events"),
    readParams(PARAMS, searchParams),
  ]);
  const { q, source, state, cursor, open } = params;
  const [page, sources, event] = await Promise.all([
    inboundEvents({ text: q, source, state }, cursor),
    eventSources(),
    open ? inboundEvent(open) : null,
  ]);
  const kept = { q, source, state };
  const place = { ...kept, cursor: cursor && encodeCursor(cursor) };
  const marks = { q: q && `“${q}”`, source, state: state && t(`states.${state}.label`) };
  const active = (["q", "source", "state"] as const).flatMap((name) =>
    marks[name] ? [{ label: marks[name], removeHref: pageAddress(PATH, { ...kept, [name]: null }) }] : [],
  );
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
        <ListWithDetails
          details={
            event && (
              <EventPanel
                event={{ ...event, state: eventState(event) }}
                closeHref={pageAddress(PATH, place)}
                replay={may(operator.role, "events.replay") ? replayAction : undefined}
              />
            )
          }
        >
          <FilterBar action={PATH} search={{ value: q, placeholder: t("search") }} active={active}>
            <FilterSelect
              label={t("columns.source")}
              name="source"
              value={source}
              any={t("anySource")}
              options={sources.map((value) => ({ value, label: value }))}
            />
            <FilterSelect
              label={t("columns.state")}
              name="state"
              value={state}
              any={t("anyState")}
              options={EVENT_STATES.map((value) => ({ value, label: t(`states.${value}.label`) }))}
            />
          </FilterBar>
          {page.rows.length === 0 ? (
            <EmptyState title={t("none.title")} action={<ButtonLink href={PATH}>{t("none.action")}</ButtonLink>}>
              {t("none.text")}
            </EmptyState>
          ) : (
            <EventTable
              rows={page.rows.map((row) => ({ ...row, state: eventState(row) }))}
              open={event?.id}
              hrefOf={(id) => pageAddress(PATH, { ...place, open: id })}
            />
          )}
          <KeysetPagination path={PATH} kept={kept} page={page} />
        </ListWithDetails>
      )}
    </>
  );
}
