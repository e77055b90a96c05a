import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { CollectionTable } from "#components/operator/collection/collection-table.tsx";
import { InvoicePanel } from "#components/operator/invoices/invoice-panel.tsx";
import { ListBody } from "#components/operator/list-body.tsx";
import { choice, ListFilters } from "#components/operator/list-filters.tsx";
import { CalendarClock } from "#components/ui/icons.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { requireOperator } from "#lib/identity/session.ts";
import { COLLECTION_SORTS, COLLECTION_STATES, collection } from "#lib/reports/collection.ts";
import { invoiceDetails } from "#lib/reports/invoices.ts";
import { requestSettings } from "#lib/settings/request-settings.ts";
import { LIST_PARAMS, listAt, NO_ROWS, readList } from "#lib/web/lists/list-params.ts";
import { choiceParam, isFiltered, type SearchParams } from "#lib/web/lists/page-params.ts";
import { actionsFor } from "../invoices/actions-for.tsx";

const PATH = "/operator/collection";
const PARAMS = { ...LIST_PARAMS, state: choiceParam(COLLECTION_STATES) };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("operator-collection"))("title") };
}

export default async function CollectionPage({ searchParams }: { searchParams: SearchParams }) {
  const [operator, { company }, t, any, { asked, kept, sorting, unreadable, cursor, open }] = await Promise.all([
    requireOperator(),
    requestSettings(),
    getTranslations("operator-collection"),
    getTranslations("operator.filters"),
    readList(PARAMS, COLLECTION_SORTS, searchParams),
  ]);
  const [page, invoice] = await Promise.all([
    isFiltered(unreadable) ? NO_ROWS : collection({ ...asked, sorting }, company.timeZone, cursor),
    open ? invoiceDetails(open) : null,
  ]);
  const list = listAt(PATH, COLLECTION_SORTS, { kept, sorting, unreadable, cursor });
  return (
    <>
      <PageHeader title={t("title")} description={t("description")} />
      <ListFilters
        {...list}
        search={t("search")}
        filters={[
          choice({
            name: "state",
            label: t("column.next"),
            any: any("anyStatus"),
            values: COLLECTION_STATES,
            labelOf: (value) => t(`state.${value}`),
          }),
        ]}
      />
      <ListBody
        {...list}
        page={page}
        icon={<CalendarClock aria-hidden />}
        empty={{ title: t("empty.title"), text: t("empty.text") }}
        details={invoice && <InvoicePanel invoice={invoice} closeHref={list.closeHref} actions={await actionsFor(invoice, operator)} />}
      >
        <CollectionTable rows={page.rows} open={invoice?.id ?? null} hrefOf={list.hrefOf} sort={list.sort} />
      </ListBody>
    </>
  );
}
