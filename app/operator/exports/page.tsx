import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ExportTable } from "#components/operator/exports/export-table.tsx";
import { FollowExports } from "#components/operator/exports/follow-exports.tsx";
import { ListBody } from "#components/operator/list-body.tsx";
import { Download } from "#components/ui/icons.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { EXPORT_SORTS, type ExportRow, exportsOf } from "#lib/exports/queries.ts";
import { isOpen } from "#lib/exports/state.ts";
import { MAY } from "#lib/identity/roles.ts";
import { requireOperator } from "#lib/identity/session.ts";
import { listAt, readList } from "#lib/web/lists/list-params.ts";
import type { SearchParams } from "#lib/web/lists/page-params.ts";
import { remove } from "./actions.ts";

const PATH = "/operator/exports";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("operator-exports"))("title") };
}

export default async function ExportsPage({ searchParams }: { searchParams: SearchParams }) {
  const operator = await requireOperator(MAY["lists.export"]);
  const [t, { kept, sorting, unreadable, cursor }] = await Promise.all([
    getTranslations("operator-exports"),
    readList({}, EXPORT_SORTS, searchParams),
  ]);
  const page = await exportsOf(operator, sorting, cursor);
  const list = listAt(PATH, EXPORT_SORTS, { kept, sorting, unreadable, cursor });
  const ofStatus = (which: (row: ExportRow) => boolean) => page.rows.filter(which);
  return (
    <>
      <PageHeader title={t("title")} description={t("description")} />
      <FollowExports
        open={ofStatus(({ status }) => isOpen(status)).map(({ id }) => id)}
        ready={ofStatus(({ status }) => status === "READY").map((row) => ({
          id: row.id,
          text: t("ready", { list: t(`list.${row.list}`) }),
        }))}
      />
      <ListBody {...list} page={page} icon={<Download aria-hidden />} empty={{ title: t("empty.title"), text: t("empty.text") }}>
        <ExportTable rows={page.rows} sort={list.sort} ofAll={operator.role === "OWNER"} remove={remove} />
      </ListBody>
    </>
  );
}
