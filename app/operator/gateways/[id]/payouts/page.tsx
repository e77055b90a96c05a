import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { PayoutTable } from "#components/operator/gateways/payout-table.tsx";
import { ListBody } from "#components/operator/list-body.tsx";
import { choice, ListFilters } from "#components/operator/list-filters.tsx";
import { Landmark } from "#components/ui/icons.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { MAY } from "#lib/identity/roles.ts";
import { requireOperator } from "#lib/identity/session.ts";
import { gateway } from "#lib/payments/registry.ts";
import { PAYOUT_SORTS, PAYOUT_STATUSES, payouts } from "#lib/reports/payouts.ts";
import { requestSettings } from "#lib/settings/request-settings.ts";
import { gatewayHref, payoutsHref } from "#lib/web/lists/gateway-links.ts";
import { LIST_PARAMS, listAt, NO_ROWS, readList } from "#lib/web/lists/list-params.ts";
import { choiceParam, isFiltered, type SearchParams } from "#lib/web/lists/page-params.ts";
import { labelOf } from "../label-of.ts";

const PARAMS = { ...LIST_PARAMS, status: choiceParam(PAYOUT_STATUSES) };

type Params = { params: Promise<{ id: string }>; searchParams: SearchParams };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("operator-gateways.payouts"))("title") };
}

/** All that a gateway has sent to the bank. */
export default async function PayoutsPage({ params, searchParams }: Params) {
  await requireOperator(MAY["gateways.read"]);
  const { id } = await params;
  const [label, { company }, t, any, read] = await Promise.all([
    labelOf(id),
    requestSettings(),
    getTranslations("operator-gateways.payouts"),
    getTranslations("operator.filters"),
    readList(PARAMS, PAYOUT_SORTS, searchParams),
  ]);
  const { asked, sorting, unreadable, cursor } = read;
  const page = isFiltered(unreadable) ? NO_ROWS : await payouts(id, { ...asked, sorting }, company.timeZone, cursor);
  const { payouts: tells, payoutsNeed: needs } = gateway(id) ?? {};
  const list = listAt(payoutsHref(id), PAYOUT_SORTS, read);
  return (
    <>
      <PageHeader title={t("title")} description={t("text")} back={{ href: gatewayHref(id), label }} />
      <ListFilters
        {...list}
        search={t("search")}
        filters={[
          choice({
            name: "status",
            label: t("status"),
            any: any("anyStatus"),
            values: PAYOUT_STATUSES,
            labelOf: (value) => t(`state.${value}`),
          }),
        ]}
      />
      <ListBody
        {...list}
        page={page}
        icon={<Landmark aria-hidden />}
        empty={{ title: t("empty.title"), text: tells ? t("empty.text") : needs ? t("needs", { key: needs }) : t("untold") }}
      >
        <PayoutTable gateway={id} rows={page.rows} sort={list.sort} />
      </ListBody>
    </>
  );
}
