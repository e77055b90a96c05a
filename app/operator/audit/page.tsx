import { ScrollText } from "lucide-react";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AuditPanel } from "#components/operator/audit/audit-panel.tsx";
import { AuditTable } from "#components/operator/audit/audit-table.tsx";
import { FilterBar, FilterInput, FilterSelect } from "#components/operator/filter-bar.tsx";
import { KeysetPagination } from "#components/operator/keyset-pagination.tsx";
import { ListWithDetails } from "#components/operator/list-with-details.tsx";
import { ButtonLink } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { differences } from "#lib/audit/difference.ts";
import { auditEntries, auditEntry, auditSubjectTypes } from "#lib/audit/queries.ts";
import { MAY } from "#lib/identity/roles.ts";
import { requireOperator } from "#lib/identity/session.ts";
import { encodeCursor, pageAddress, type SearchParams } from "#lib/web/page-params.ts";
import { requestSettings } from "#lib/web/request-settings.ts";
import { ACTOR_KINDS, readAuditParams } from "./params.ts";

const PATH = "/operator/audit";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("operator-audit"))("title") };
}

export default async function AuditPage({ searchParams }: { searchParams: SearchParams }) {
  await requireOperator(MAY["audit.read"]);
  const [t, settings] = await Promise.all([getTranslations("operator-audit"), requestSettings()]);
  const { filters, kept, cursor, open } = await readAuditParams(searchParams, settings.company.timeZone);
  const [page, subjects, entry] = await Promise.all([auditEntries(filters, cursor), auditSubjectTypes(), open ? auditEntry(open) : null]);
  const place = { ...kept, cursor: cursor && encodeCursor(cursor) };
  const subjectName = (type: string) => (t.has(`subjects.${type}`) ? t(`subjects.${type}`) : type);
  const marks = {
    q: kept.q && `“${kept.q}”`,
    actor: kept.actor && t(`actors.${kept.actor}`),
    subject: kept.subject && subjectName(kept.subject),
    from: kept.from && t("fromDay", { day: kept.from }),
    to: kept.to && t("toDay", { day: kept.to }),
  };
  const active = (Object.keys(marks) as (keyof typeof marks)[]).flatMap((name) =>
    marks[name] ? [{ label: marks[name], removeHref: pageAddress(PATH, { ...kept, [name]: null }) }] : [],
  );
  return (
    <>
      <PageHeader title={t("title")} description={t("description")} />
      <ListWithDetails
        details={
          entry && <AuditPanel entry={entry} changes={differences(entry.before, entry.after)} closeHref={pageAddress(PATH, place)} />
        }
      >
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
          <FilterSelect
            label={t("columns.actor")}
            name="actor"
            value={kept.actor}
            any={t("anyActor")}
            options={ACTOR_KINDS.map((value) => ({ value, label: t(`actors.${value}`) }))}
          />
          <FilterSelect
            label={t("columns.subject")}
            name="subject"
            value={kept.subject}
            any={t("anySubject")}
            options={subjects.map((value) => ({ value, label: subjectName(value) }))}
          />
        </FilterBar>
        {page.rows.length > 0 ? (
          <AuditTable rows={page.rows} open={entry?.id} hrefOf={(id) => pageAddress(PATH, { ...place, open: id })} />
        ) : (
          <EmptyState
            icon={<ScrollText aria-hidden />}
            title={active.length > 0 ? t("none.title") : t("empty.title")}
            action={active.length > 0 && <ButtonLink href={PATH}>{t("none.action")}</ButtonLink>}
          >
            {active.length > 0 ? t("none.text") : t("empty.text")}
          </EmptyState>
        )}
        <KeysetPagination path={PATH} kept={kept} page={page} />
      </ListWithDetails>
    </>
  );
}
