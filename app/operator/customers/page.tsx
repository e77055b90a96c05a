import type { Metadata } from "next";
import { getFormatter, getTranslations } from "next-intl/server";
import { CustomerFilters } from "#components/operator/customers/customer-filters.tsx";
import { CustomerTable } from "#components/operator/customers/customer-table.tsx";
import { ExportMenu } from "#components/operator/exports/export-menu.tsx";
import { ListBody } from "#components/operator/list-body.tsx";
import { ListCount } from "#components/operator/list-count.tsx";
import { ListHead } from "#components/operator/list-head.tsx";
import { Contact } from "#components/ui/icons.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { may } from "#lib/identity/roles.ts";
import { requireOperator } from "#lib/identity/session.ts";
import { NONE } from "#lib/kernel/counted.ts";
import { CUSTOMER_SORTS, CUSTOMER_STATES, customerList } from "#lib/reports/customer-list.ts";
import { requestSettings } from "#lib/settings/request-settings.ts";
import { listLook } from "#lib/web/lists/list-look.ts";
import { listAt, NO_ROWS } from "#lib/web/lists/list-params.ts";
import { isFiltered, type SearchParams } from "#lib/web/lists/page-params.ts";
import { ask } from "../exports/actions.ts";
import { LIST_TOOLS } from "../list-tools.ts";
import { readCustomerParams } from "./params.ts";

const PATH = "/operator/customers";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("operator-customers");
  return { title: t("title") };
}

export default async function CustomersPage({ searchParams }: { searchParams: SearchParams }) {
  const operator = await requireOperator();
  const { company } = await requestSettings();
  const { filter, kept, sorting, unreadable, cursor } = await readCustomerParams(searchParams);
  const readable = !isFiltered(unreadable);
  const [looked, found, t, format] = await Promise.all([
    listLook("customers", operator, kept),
    readable ? customerList(filter, company.timeZone, cursor) : null,
    getTranslations("operator-customers"),
    getFormatter(),
  ]);
  const look = { ...looked, ...LIST_TOOLS };
  const list = listAt(PATH, CUSTOMER_SORTS, { kept, sorting: found?.sorting ?? sorting, unreadable, cursor });
  const { page, common, counted } = found ?? { page: NO_ROWS, common: false, counted: NONE };
  const { count, more } = counted;
  return (
    <>
      <PageHeader
        title={t("title")}
        actions={readable && may(operator.role, "lists.export") && <ExportMenu list="customers" kept={kept} ask={ask} />}
      />
      <CustomerFilters {...list} states={CUSTOMER_STATES} />
      <ListBody
        {...list}
        head={<ListHead {...list} page={page} look={look} />}
        page={page}
        icon={<Contact aria-hidden />}
        empty={{ title: t("empty.title"), text: t("empty.text") }}
        summary={<ListCount more={more}>{t(more ? "countedUp" : "count", { plural: count, count: format.number(count) })}</ListCount>}
      >
        <CustomerTable rows={page.rows} sort={(by) => (common && by === "name" ? undefined : list.sort(by))} look={look} />
      </ListBody>
    </>
  );
}
