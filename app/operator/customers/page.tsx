import type { Metadata } from "next";
import { getFormatter, getTranslations } from "next-intl/server";
import { CustomerFilters } from "#components/operator/customers/customer-filters.tsx";
import { CustomerTable } from "#components/operator/customers/customer-table.tsx";
import { ListBody } from "#components/operator/list-body.tsx";
import { ListCount } from "#components/operator/list-count.tsx";
import { Contact } from "#components/ui/icons.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { requireOperator } from "#lib/identity/session.ts";
import { NONE } from "#lib/kernel/counted.ts";
import { CUSTOMER_SORTS, CUSTOMER_STATES, customerList } from "#lib/reports/customer-list.ts";
import { requestSettings } from "#lib/settings/request-settings.ts";
import { LIST_PARAMS, listAt, NO_ROWS, readList } from "#lib/web/lists/list-params.ts";
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
  const list = listAt(PATH, CUSTOMER_SORTS, { kept, sorting: found?.sorting ?? sorting, unreadable, cursor });
  const { page, common, counted } = found ?? { page: NO_ROWS, common: false, counted: NONE };
  const { count, more } = counted;
  return (
    <>
      <PageHeader title={t("title")} />
      <CustomerFilters {...list} states={CUSTOMER_STATES} />
      <ListBody
        {...list}
        page={page}
        icon={<Contact aria-hidden />}
        empty={{ title: t("empty.title"), text: t("empty.text") }}
        summary={<ListCount more={more}>{t(more ? "countedUp" : "count", { plural: count, count: format.number(count) })}</ListCount>}
      >
        <CustomerTable rows={page.rows} sort={(by) => (common && by === "name" ? undefined : list.sort(by))} />
      </ListBody>
    </>
  );
}
