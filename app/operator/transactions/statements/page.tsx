import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ListBody } from "#components/operator/list-body.tsx";
import { ListFilters } from "#components/operator/list-filters.tsx";
import { ImportForm } from "#components/operator/statements/import-form.tsx";
import { LineTable } from "#components/operator/statements/line-table.tsx";
import { RecordAllForm } from "#components/operator/statements/record-all-form.tsx";
import { Card } from "#components/ui/card.tsx";
import { Landmark } from "#components/ui/icons.tsx";
import { LinkTabs } from "#components/ui/link-tabs.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { may } from "#lib/identity/roles.ts";
import { requireOperator } from "#lib/identity/session.ts";
import { LIST_PARAMS, listAt, NO_ROWS, readList } from "#lib/web/lists/list-params.ts";
import { choiceParam, isFiltered, pageAddress, type SearchParams, textParam } from "#lib/web/lists/page-params.ts";
import { LINE_SORTS, LINE_STATES, lineCounts, STATEMENTS, statementLines } from "#lib/web/lists/statement-lines.ts";
import { ignore, importFile, recordAll, recordOne, sendPiece } from "./actions.ts";

const PARAMS = { ...LIST_PARAMS, state: choiceParam(LINE_STATES), statement: textParam(9) };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("operator-statements"))("title") };
}

/** What came to the bank account, and what each of it is for. */
export default async function StatementsPage({ searchParams }: { searchParams: SearchParams }) {
  const [operator, t, read] = await Promise.all([
    requireOperator(),
    getTranslations("operator-statements"),
    readList(PARAMS, LINE_SORTS, searchParams),
  ]);
  const { asked, kept, sorting, unreadable, cursor } = read;
  const [page, counts] = await Promise.all([
    isFiltered(unreadable) ? NO_ROWS : statementLines({ ...asked, sorting }, cursor),
    lineCounts(asked),
  ]);
  const mayRecord = may(operator.role, "payments.record");
  const { q, statement, from, to } = asked;
  // Further pages may have some that match; this one's are seen.
  const mayMatch = page.rows.some(({ verdict }) => verdict === "matches") || page.after !== null || page.before !== null;
  const hrefOf = (of: string) => pageAddress(STATEMENTS, { ...kept, state: of === "OPEN" ? null : of });
  const list = listAt(STATEMENTS, LINE_SORTS, read);
  return (
    <>
      <PageHeader
        title={t("title")}
        description={t("description")}
        actions={
          mayRecord &&
          (asked.state ?? "OPEN") === "OPEN" &&
          mayMatch && <RecordAllForm filter={{ q, statement, from, to }} action={recordAll} />
        }
      />
      {mayRecord && (
        <Card className="mb-6">
          <ImportForm action={importFile} sendPiece={sendPiece} />
        </Card>
      )}
      <LinkTabs
        label={t("states")}
        current={hrefOf(asked.state ?? "OPEN")}
        tabs={LINE_STATES.map((each) => ({ href: hrefOf(each), label: t(`state.${each}`, { count: counts[each] }) }))}
      />
      <ListFilters
        {...list}
        search={t("search")}
        filters={[
          { name: "state", labelOf: String, unmarked: true },
          { name: "statement", labelOf: (number) => t("statement", { number }) },
        ]}
      />
      <ListBody {...list} page={page} icon={<Landmark aria-hidden />} empty={{ title: t("empty.title"), text: t("empty.text") }}>
        <LineTable rows={page.rows} sort={list.sort} actions={mayRecord ? { record: recordOne, ignore } : undefined} />
      </ListBody>
    </>
  );
}
