import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ImportForm } from "#components/operator/statements/import-form.tsx";
import { LineTable } from "#components/operator/statements/line-table.tsx";
import { RecordAllForm } from "#components/operator/statements/record-all-form.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Landmark } from "#components/ui/icons.tsx";
import { LinkTabs } from "#components/ui/link-tabs.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { may } from "#lib/identity/roles.ts";
import { requireOperator } from "#lib/identity/session.ts";
import { choiceParam, readParams, type SearchParams } from "#lib/web/lists/page-params.ts";
import { LINE_STATES, statementLines } from "#lib/web/lists/statement-lines.ts";
import { ignore, importFile, recordAll, recordOne } from "./actions.ts";

const PATH = "/operator/transactions/statements";
const PARAMS = { state: choiceParam(LINE_STATES) };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("operator-statements"))("title") };
}

/** What came to the bank account, and what each of it is for. */
export default async function StatementsPage({ searchParams }: { searchParams: SearchParams }) {
  const [operator, t, { state = "OPEN" }] = await Promise.all([
    requireOperator(),
    getTranslations("operator-statements"),
    readParams(PARAMS, searchParams),
  ]);
  const { rows, counts } = await statementLines(state ?? "OPEN");
  const mayRecord = may(operator.role, "payments.record");
  const matching = rows.filter(({ verdict }) => verdict === "matches").map(({ id }) => id);
  const hrefOf = (of: string) => (of === "OPEN" ? PATH : `${PATH}?state=${of}`);
  return (
    <>
      <PageHeader
        title={t("title")}
        description={t("description")}
        actions={mayRecord && matching.length > 0 && <RecordAllForm lineIds={matching} action={recordAll} />}
      />
      {mayRecord && <ImportForm action={importFile} />}
      <LinkTabs
        label={t("states")}
        current={hrefOf(state ?? "OPEN")}
        tabs={LINE_STATES.map((each) => ({ href: hrefOf(each), label: t(`state.${each}`, { count: counts[each] }) }))}
      />
      {rows.length === 0 ? (
        <EmptyState icon={<Landmark aria-hidden />} title={t("empty.title")}>
          {t("empty.text")}
        </EmptyState>
      ) : (
        <LineTable rows={rows} actions={mayRecord ? { record: recordOne, ignore } : undefined} />
      )}
    </>
  );
}
