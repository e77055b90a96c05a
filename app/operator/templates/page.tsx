import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { TemplateTable } from "#components/operator/messages/template-table.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { requireOperator } from "#lib/identity/session.ts";
import { templateList } from "#lib/messages/templates/template-queries.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("operator-templates"))("title") };
}

export default async function TemplatesPage() {
  await requireOperator();
  const [templates, t] = await Promise.all([templateList(), getTranslations("operator-templates")]);
  return (
    <>
      <PageHeader title={t("title")} description={t("description")} />
      <TemplateTable templates={templates} />
    </>
  );
}
