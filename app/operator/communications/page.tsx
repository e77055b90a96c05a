import { MessagesSquare } from "lucide-react";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { FilterBar, FilterInput, FilterSelect } from "#components/operator/filter-bar.tsx";
import { ListWithDetails } from "#components/operator/list-with-details.tsx";
import { MessagePanel } from "#components/operator/messages/message-panel.tsx";
import { MessageTable } from "#components/operator/messages/message-table.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Pagination } from "#components/ui/pagination.tsx";
import { may } from "#lib/identity/roles.ts";
import { requireOperator } from "#lib/identity/session.ts";
import { TEMPLATE_KEYS } from "#lib/messages/catalog.ts";
import { MESSAGE_STATUSES, messageDetails, messageHistory } from "#lib/messages/queries.ts";
import { encodeCursor, pageAddress, type SearchParams } from "#lib/web/page-params.ts";
import { requestSettings } from "#lib/web/request-settings.ts";
import { resendAction } from "./actions.ts";
import { readCommunicationParams } from "./params.ts";

const PATH = "/operator/communications";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("operator-communications"))("title") };
}

export default async function CommunicationsPage({ searchParams }: { searchParams: SearchParams }) {
  const [operator, settings, t, statuses, templates] = await Promise.all([
    requireOperator(),
    requestSettings(),
    getTranslations("operator-communications"),
    getTranslations("operator.status.message"),
    getTranslations("operator-templates.name"),
  ]);
  const { filters, kept, cursor, open } = await readCommunicationParams(searchParams, settings.company.timeZone);
  const [{ rows, before, after }, message] = await Promise.all([messageHistory(filters, cursor), open ? messageDetails(open) : null]);

  const place = { ...kept, cursor: cursor && encodeCursor(cursor) };
  const step = (to: typeof before) => to && pageAddress(PATH, { ...kept, cursor: encodeCursor(to) });
  const without = (name: keyof typeof kept) => pageAddress(PATH, { ...kept, [name]: null });
  const marks: Record<keyof typeof kept, string | null> = {
    q: kept.q && `“${kept.q}”`,
    kind: kept.kind && t(`kind.${kept.kind}`),
    status: kept.status && statuses(`${kept.status}.label`),
    template: kept.template && templates(kept.template),
    customer: kept.customer && t("ofOneCustomer"),
    from: kept.from && t("fromDay", { day: kept.from }),
    to: kept.to && t("toDay", { day: kept.to }),
  };
  const active = (Object.keys(marks) as (keyof typeof kept)[]).flatMap((name) =>
    marks[name] ? [{ label: marks[name], removeHref: without(name) }] : [],
  );

  const details = message && (
    <MessagePanel
      message={message}
      closeHref={pageAddress(PATH, place)}
      hrefOf={(id) => pageAddress(PATH, { ...place, open: id })}
      resend={may(operator.role, "messages.send") ? resendAction : undefined}
    />
  );
  return (
    <>
      <PageHeader title={t("title")} description={t("description")} />
      <FilterBar
        action={PATH}
        search={{ value: kept.q, placeholder: t("search") }}
        active={active}
        moreOpen={Boolean(kept.from || kept.to)}
        more={
          <>
            <FilterInput label={t("from")} name="from" type="date" defaultValue={kept.from ?? ""} />
            <FilterInput label={t("to")} name="to" type="date" defaultValue={kept.to ?? ""} />
          </>
        }
      >
        {kept.customer && <input type="hidden" name="customer" value={kept.customer} />}
        <FilterSelect
          label={t("column.kind")}
          name="kind"
          value={kept.kind}
          any={t("anyKind")}
          options={(["EMAIL", "SMS"] as const).map((value) => ({ value, label: t(`kind.${value}`) }))}
        />
        <FilterSelect
          label={t("column.status")}
          name="status"
          value={kept.status}
          any={t("anyStatus")}
          options={MESSAGE_STATUSES.map((value) => ({ value, label: statuses(`${value}.label`) }))}
        />
        <FilterSelect
          label={t("column.template")}
          name="template"
          value={kept.template}
          any={t("anyTemplate")}
          options={TEMPLATE_KEYS.map((value) => ({ value, label: templates(value) }))}
        />
      </FilterBar>
      <ListWithDetails details={details}>
        {rows.length > 0 ? (
          <>
            <MessageTable rows={rows} open={open} narrow={Boolean(message)} hrefOf={(id) => pageAddress(PATH, { ...place, open: id })} />
            <Pagination previous={step(before)} next={step(after)} />
          </>
        ) : (
          <EmptyState icon={<MessagesSquare aria-hidden />} title={active.length > 0 ? t("none.title") : t("empty.title")}>
            {active.length > 0 ? t("none.text") : t("empty.text")}
          </EmptyState>
        )}
      </ListWithDetails>
    </>
  );
}
