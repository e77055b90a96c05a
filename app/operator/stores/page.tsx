import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ListBody } from "#components/operator/list-body.tsx";
import { choice, ListFilters } from "#components/operator/list-filters.tsx";
import { PurchasePanel } from "#components/operator/stores/purchase-panel.tsx";
import { PurchaseTable } from "#components/operator/stores/purchase-table.tsx";
import { StoreCountsTable } from "#components/operator/stores/store-counts.tsx";
import { StoreHealthTable } from "#components/operator/stores/store-health.tsx";
import { StoreKeys } from "#components/operator/stores/store-keys.tsx";
import { MonitorSmartphone } from "#components/ui/icons.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { may } from "#lib/identity/roles.ts";
import { requireOperator } from "#lib/identity/session.ts";
import { now } from "#lib/kernel/clock.ts";
import { storeHealth } from "#lib/reports/store-health.ts";
import { PURCHASE_SORTS, PURCHASE_STATES, storeCounts, storePurchaseDetails, storePurchases } from "#lib/reports/store-purchases.ts";
import { requestSettings } from "#lib/settings/request-settings.ts";
import { STORES } from "#lib/stores/plugins.ts";
import { storeIds, storeLabel } from "#lib/stores/registry.ts";
import { LIST_PARAMS, listAt, NO_ROWS, readList } from "#lib/web/lists/list-params.ts";
import { choiceParam, isFiltered, type SearchParams } from "#lib/web/lists/page-params.ts";
import { storeStates } from "#lib/web/settings/integrations.ts";
import { letTestAction, linkPurchaseAction, testStoreAction } from "./actions.ts";

const PATH = "/operator/stores";
const STORE_IDS = STORES.map(({ id }) => id);
const PARAMS = { ...LIST_PARAMS, state: choiceParam(PURCHASE_STATES), store: choiceParam(STORE_IDS) };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("operator-stores"))("title") };
}

export default async function StoresPage({ searchParams }: { searchParams: SearchParams }) {
  const [operator, { company }, t, { asked, kept, sorting, unreadable, cursor, open }] = await Promise.all([
    requireOperator(),
    requestSettings(),
    getTranslations("operator-stores"),
    readList(PARAMS, PURCHASE_SORTS, searchParams),
  ]);
  const [page, counts, healths, details] = await Promise.all([
    isFiltered(unreadable) ? NO_ROWS : storePurchases({ ...asked, sorting }, company.timeZone, cursor),
    storeCounts(),
    storeHealth(storeIds(), now()),
    open ? storePurchaseDetails(open) : null,
  ]);
  const list = listAt(PATH, PURCHASE_SORTS, { kept, sorting, unreadable, cursor });
  return (
    <>
      <PageHeader title={t("title")} description={t("description")} />
      {healths.length > 0 && <StoreHealthTable stores={healths} />}
      {counts.length > 0 && <StoreCountsTable counts={counts} />}
      <ListFilters
        {...list}
        search={t("search")}
        filters={[
          choice({
            name: "state",
            label: t("column.state"),
            any: t("anyState"),
            values: PURCHASE_STATES,
            labelOf: (value) => t(`state.${value}`),
          }),
          choice({ name: "store", label: t("column.store"), any: t("anyStore"), values: STORE_IDS, labelOf: storeLabel }),
        ]}
      />
      <ListBody
        {...list}
        page={page}
        icon={<MonitorSmartphone aria-hidden />}
        empty={{ title: t("empty.title"), text: t("empty.text") }}
        details={
          details && (
            <PurchasePanel
              purchase={details}
              closeHref={list.closeHref}
              link={may(operator.role, "subscriptions.write") ? linkPurchaseAction : undefined}
              letTest={may(operator.role, "subscriptions.write") ? letTestAction : undefined}
            />
          )
        }
      >
        <PurchaseTable rows={page.rows} open={details?.id ?? null} hrefOf={list.hrefOf} sort={list.sort} />
      </ListBody>
      <StoreKeys stores={storeStates()} test={may(operator.role, "settings.write") ? testStoreAction : undefined} />
    </>
  );
}
