import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { InvoiceList } from "#components/account/invoice-list.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { FileText } from "#components/ui/icons.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { ownInvoices } from "#lib/customers/account-queries.ts";
import { requireViewer } from "#lib/identity/session.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("account"))("invoices.title") };
}

export default async function InvoicesPage() {
  const viewer = await requireViewer();
  const [t, invoices] = await Promise.all([getTranslations("account"), ownInvoices(viewer.id)]);
  return (
    <>
      <PageHeader title={t("invoices.title")} />
      {invoices.length > 0 ? (
        <InvoiceList invoices={invoices} />
      ) : (
        <EmptyState icon={<FileText aria-hidden />} title={t("empty.invoices.title")}>
          {t("empty.invoices.text")}
        </EmptyState>
      )}
    </>
  );
}
