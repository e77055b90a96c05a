import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { z } from "zod";
import { ColumnsForm } from "#components/operator/statements/columns-form.tsx";
import { LayoutForm } from "#components/operator/statements/layout-form.tsx";
import { PreviewTable } from "#components/operator/statements/preview-table.tsx";
import { Section } from "#components/ui/card.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { MAY } from "#lib/identity/roles.ts";
import { requireOperator } from "#lib/identity/session.ts";
import { DomainError } from "#lib/kernel/errors.ts";
import { MOST_HEAD, SEPARATOR_NAMES } from "#lib/payments/statements/layout.ts";
import { previewOf } from "#lib/payments/statements/preview.ts";
import { requestSettings } from "#lib/settings/request-settings.ts";
import { choiceParam, idParam, readParams, type SearchParams, textParam } from "#lib/web/lists/page-params.ts";
import { STATEMENTS } from "#lib/web/lists/statement-lines.ts";
import { forgetLayout, importTable } from "../../actions.ts";

const PARAMS = { separator: choiceParam(SEPARATOR_NAMES), head: textParam(3), saved: idParam() };

type Params = { params: Promise<{ upload: string }>; searchParams: SearchParams };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("operator-statements.columns"))("title") };
}

/** Where a person says which column of a bank's table is which. */
export default async function ColumnsPage({ params, searchParams }: Params) {
  await requireOperator([...MAY["payments.record"]]);
  const [{ upload }, { separator, head, saved }, t, { market }] = await Promise.all([
    params,
    readParams(PARAMS, searchParams),
    getTranslations("operator-statements.columns"),
    requestSettings(),
  ]);
  if (!z.uuid().safeParse(upload).success) notFound();
  const row = /^\d{1,3}$/.test(head) ? Math.min(Number(head), MOST_HEAD) : null;
  const preview = await previewOf(upload, { saved, separator, head: row }).catch((error) => {
    if (error instanceof DomainError && error.status === 404) return null;
    throw error;
  });
  if (!preview) notFound();
  const { layout, columns, name } = preview;
  const path = `${STATEMENTS}/columns/${upload}`;
  return (
    <>
      <PageHeader title={t("title")} description={t("text")} back={{ href: STATEMENTS, label: t("back") }} />
      <div className="grid grid-cols-[minmax(0,1fr)] gap-6">
        <Section title={<bdi>{preview.fileName}</bdi>} description={t("previewText")}>
          <LayoutForm path={path} preview={preview} forget={forgetLayout} />
          <PreviewTable preview={preview} />
        </Section>
        <Section title={t("which")} description={t("whichText")}>
          {/* A key, so that the fields follow when the table is read in another way. */}
          <ColumnsForm
            key={JSON.stringify([separator, row, saved])}
            uploadId={upload}
            preview={{ layout, columns, name }}
            currency={market.defaultCurrency}
            action={importTable}
          />
        </Section>
      </div>
    </>
  );
}
