import { Contact } from "lucide-react";
import type { Metadata } from "next";
import { getFormatter, getTranslations } from "next-intl/server";
import { CustomerFilters } from "#components/operator/customers/customer-filters.tsx";
import { CustomerTable } from "#components/operator/customers/customer-table.tsx";
import { KeysetPagination } from "#components/operator/keyset-pagination.tsx";
import { ListEmpty } from "#components/operator/list-empty.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { NO_ROWS } from "#lib/db/keyset.ts";
import { requireOperator } from "#lib/identity/session.ts";
import { CUSTOMER_STATES, customerCount, customerList } from "#lib/reports/customer-list.ts";
import { choiceParam, countryParam, isFiltered, LIST_PARAMS, readFilters, type SearchParams } from "#lib/web/page-params.ts";
import { requestSettings } from "#lib/web/request-settings.ts";

const PATH = "/operator/customers";
const PARAMS = { ...LIST_PARAMS, state: choiceParam(CUSTOMER_STATES), country: countryParam() };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("operator-customers");
  return { title: t("title") };
}

export default async function CustomersPage({ searchParams }: { searchParams: SearchParams }) {
  await requireOperator();
  const { company } = await requestSettings();
  const { values, unreadable } = await readFilters(PARAMS, searchParams);
  const { cursor, open: _, ...filter } = values;
  const kept = { ...filter, ...unreadable };
  const [page, count, t, format] = await Promise.all([
    isFiltered(unreadable) ? NO_ROWS : customerList(filter, company.timeZone, cursor),
    isFiltered(unreadable) ? 0 : customerCount(filter, company.timeZone),
    getTranslations("operator-customers"),
    getFormatter(),
  ]);
  return (
    <>
      <PageHeader title={t("title")} />
      <CustomerFilters path={PATH} kept={kept} unreadable={unreadable} states={CUSTOMER_STATES} />
      {page.rows.length === 0 ? (
        <ListEmpty
          icon={<Contact aria-hidden />}
          path={PATH}
          kept={kept}
          unreadable={unreadable}
          title={t("empty.title")}
          text={t("empty.text")}
        />
      ) : (
        <CustomerTable rows={page.rows} />
      )}
      <KeysetPagination path={PATH} kept={kept} page={page} summary={t("count", { plural: count, count: format.number(count) })} />
    </>
  );
}
