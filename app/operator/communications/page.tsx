import type { Metadata } from "next";
import { getFormatter, getTranslations } from "next-intl/server";
import { ExportMenu } from "#components/operator/exports/export-menu.tsx";
import { ListBody } from "#components/operator/list-body.tsx";
import { ListCount } from "#components/operator/list-count.tsx";
import { ListHead } from "#components/operator/list-head.tsx";
import { MessageFilters } from "#components/operator/messages/message-filters.tsx";
import { MessagePanel } from "#components/operator/messages/message-panel.tsx";
import { MessageTable } from "#components/operator/messages/message-table.tsx";
import { MessagesSquare } from "#components/ui/icons.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { may } from "#lib/identity/roles.ts";
import { requireOperator } from "#lib/identity/session.ts";
import { NONE } from "#lib/kernel/counted.ts";
import { TEMPLATE_KEYS } from "#lib/messages/catalog.ts";
import { MESSAGE_SORTS, messageCount, messageDetails, messageHistory } from "#lib/messages/sending/queries.ts";
import { MESSAGE_KINDS, MESSAGE_STATUSES } from "#lib/messages/state.ts";
import { requestSettings } from "#lib/settings/request-settings.ts";
import { listLook } from "#lib/web/lists/list-look.ts";
import { listAt, NO_ROWS } from "#lib/web/lists/list-params.ts";
import { isFiltered, type SearchParams } from "#lib/web/lists/page-params.ts";
import { ask } from "../exports/actions.ts";
import { LIST_TOOLS } from "../list-tools.ts";
import { resendAction } from "./actions.ts";
import { readCommunicationParams } from "./params.ts";

const PATH = "/operator/communications";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("operator-communications"))("title") };
}

export default async function CommunicationsPage({ searchParams }: { searchParams: SearchParams }) {
  const [operator, settings, t] = await Promise.all([requireOperator(), requestSettings(), getTranslations("operator-communications")]);
  const { filters, kept, sorting, unreadable, cursor, open } = await readCommunicationParams(searchParams, settings.company.timeZone);
  const [looked, page, { count, more }, message, format] = await Promise.all([
    listLook("communications", operator, kept),
    isFiltered(unreadable) ? NO_ROWS : messageHistory(filters, cursor),
    isFiltered(unreadable) ? NONE : messageCount(filters),
    open ? messageDetails(open) : null,
    getFormatter(),
  ]);
  const look = { ...looked, ...LIST_TOOLS };
  const list = listAt(PATH, MESSAGE_SORTS, { kept, sorting, unreadable, cursor });
  const mayExport = may(operator.role, "lists.export") && !isFiltered(unreadable);
  const resend = may(operator.role, "messages.send") ? resendAction : undefined;
  return (
    <>
      <PageHeader
        title={t("title")}
        description={t("description")}
        actions={mayExport && <ExportMenu list="communications" kept={kept} ask={ask} />}
      />
      <MessageFilters {...list} kinds={MESSAGE_KINDS} statuses={MESSAGE_STATUSES} templates={TEMPLATE_KEYS} />
      <ListBody
        {...list}
        head={<ListHead {...list} page={page} look={look} />}
        page={page}
        icon={<MessagesSquare aria-hidden />}
        empty={{ title: t("empty.title"), text: t("empty.text") }}
        summary={<ListCount more={more}>{t(more ? "countedUp" : "count", { plural: count, count: format.number(count) })}</ListCount>}
        details={message && <MessagePanel message={message} closeHref={list.closeHref} hrefOf={list.hrefOf} resend={resend} />}
      >
        <MessageTable rows={page.rows} open={open} narrow={Boolean(message)} hrefOf={list.hrefOf} sort={list.sort} look={look} />
      </ListBody>
    </>
  );
}
