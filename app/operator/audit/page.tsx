import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AuditFilters } from "#components/operator/audit/audit-filters.tsx";
import { AuditPanel } from "#components/operator/audit/audit-panel.tsx";
import { AuditTable } from "#components/operator/audit/audit-table.tsx";
import { ExportMenu } from "#components/operator/exports/export-menu.tsx";
import { ListBody } from "#components/operator/list-body.tsx";
import { ScrollText } from "#components/ui/icons.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { differences } from "#lib/audit/difference.ts";
import { ACTOR_KINDS, AUDIT_SORTS, auditEntries, auditEntry, auditSubjectTypes } from "#lib/audit/queries.ts";
import { MAY, may } from "#lib/identity/roles.ts";
import { requireOperator } from "#lib/identity/session.ts";
import { requestSettings } from "#lib/settings/request-settings.ts";
import { closedPlaces } from "#lib/web/lists/closed-places.ts";
import { listAt, NO_ROWS } from "#lib/web/lists/list-params.ts";
import { isFiltered, type SearchParams } from "#lib/web/lists/page-params.ts";
import { ask } from "../exports/actions.ts";
import { readAuditParams } from "./params.ts";

const PATH = "/operator/audit";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("operator-audit"))("title") };
}

export default async function AuditPage({ searchParams }: { searchParams: SearchParams }) {
  const operator = await requireOperator(MAY["audit.read"]);
  const [t, settings] = await Promise.all([getTranslations("operator-audit"), requestSettings()]);
  const { filters, kept, sorting, unreadable, cursor, open } = await readAuditParams(searchParams, settings.company.timeZone);
  const [page, subjects, entry] = await Promise.all([
    isFiltered(unreadable) ? NO_ROWS : auditEntries(filters, cursor),
    auditSubjectTypes(),
    open ? auditEntry(open) : null,
  ]);
  const list = listAt(PATH, AUDIT_SORTS, { kept, sorting, unreadable, cursor });
  const mayExport = may(operator.role, "lists.export") && !isFiltered(unreadable);
  return (
    <>
      <PageHeader
        title={t("title")}
        description={t("description")}
        actions={mayExport && <ExportMenu list="audit" kept={kept} ask={ask} />}
      />
      <AuditFilters {...list} actors={ACTOR_KINDS} subjects={subjects} />
      <ListBody
        {...list}
        page={page}
        icon={<ScrollText aria-hidden />}
        empty={{ title: t("empty.title"), text: t("empty.text") }}
        details={
          entry && (
            <AuditPanel
              entry={entry}
              changes={differences(entry.before, entry.after)}
              closeHref={list.closeHref}
              closed={closedPlaces(operator.role)}
            />
          )
        }
      >
        <AuditTable rows={page.rows} open={entry?.id} hrefOf={list.hrefOf} sort={list.sort} />
      </ListBody>
    </>
  );
}
