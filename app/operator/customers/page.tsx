import type { Metadata } from "next";
import { getFormatter, getTranslations } from "next-intl/server";
import { CustomerFilters } from "#components/operator/customers/customer-filters.tsx";
import { CustomerTable } from "#components/operator/customers/customer-table.tsx";
import { KeysetPagination } from "#components/operator/keyset-pagination.tsx";
import { ListEmpty } from "#components/operator/list-empty.tsx";
import { Contact } from "#components/ui/icons.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { requireOperator } from "#lib/identity/session.ts";
import { CUSTOMER_SORTS, CUSTOMER_STATES, customerList } from "#lib/reports/customer-list.ts";
import { requestSettings } from "#lib/settings/request-settings.ts";
import { headingSorts, LIST_PARAMS, readList } from "#lib/web/lists/list-params.ts";
import { choiceParam, countryParam, isFiltered, type SearchParams } from "#lib/web/lists/page-params.ts";

const PATH = "/operator/customers";
const PARAMS = { ...LIST_PARAMS, state: choiceParam(CUSTOMER_STATES), country: countryParam(), charges: choiceParam(["waiting"]) };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("operator-customers");
  return { title: t("title") };
}

export default async function CustomersPage({ searchParams }: { searchParams: SearchParams }) {
  await requireOperator();
  const { company } = await requestSettings();
  const { asked, kept, sorting, unreadable, cursor } = await readList(PARAMS, CUSTOMER_SORTS, searchParams);
  const [found, t, format] = await Promise.all([
    isFiltered(unreadable) ? null : customerList({ ...asked, sorting }, company.timeZone, cursor),
    getTranslations("operator-customers"),
    getFormatter(),
  ]);
  const sort = headingSorts(PATH, CUSTOMER_SORTS, kept, found?.sorting);
  return (
    <>
      <PageHeader title={t("title")} />
      <CustomerFilters path={PATH} kept={kept} unreadable={unreadable} states={CUSTOMER_STATES} />
      {!found || found.page.rows.length === 0 ? (
        <ListEmpty
          icon={<Contact aria-hidden />}
          path={PATH}
          kept={kept}
          unreadable={unreadable}
          title={t("empty.title")}
          text={t("empty.text")}
        />
      ) : (
        <>
          <CustomerTable rows={found.page.rows} sort={(by) => (found.common && by === "name" ? undefined : sort(by))} />
          <KeysetPagination
            path={PATH}
            kept={kept}
            page={found.page}
            summary={t(found.common ? "countedUp" : "count", { plural: found.count, count: format.number(found.count) })}
          />
        </>
      )}
    </>
  );
}
