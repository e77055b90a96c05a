import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { GiftPanel } from "#components/operator/gifts/gift-panel.tsx";
import { GiftTable } from "#components/operator/gifts/gift-table.tsx";
import { ListBody } from "#components/operator/list-body.tsx";
import { choice, ListFilters } from "#components/operator/list-filters.tsx";
import { Gift } from "#components/ui/icons.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { may } from "#lib/identity/roles.ts";
import { requireOperator } from "#lib/identity/session.ts";
import { GIFT_SORTS, GIFT_STATES, giftDetails, gifts } from "#lib/reports/gifts.ts";
import { requestSettings } from "#lib/settings/request-settings.ts";
import { LIST_PARAMS, listAt, NO_ROWS, readList } from "#lib/web/lists/list-params.ts";
import { choiceParam, isFiltered, type SearchParams } from "#lib/web/lists/page-params.ts";
import { sendAgain } from "./actions.ts";

const PATH = "/operator/gifts";
const PARAMS = { ...LIST_PARAMS, state: choiceParam(GIFT_STATES) };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("operator-gifts"))("title") };
}

export default async function GiftsPage({ searchParams }: { searchParams: SearchParams }) {
  const [operator, { company }, t, any, { asked, kept, sorting, unreadable, cursor, open }] = await Promise.all([
    requireOperator(),
    requestSettings(),
    getTranslations("operator-gifts"),
    getTranslations("operator.filters"),
    readList(PARAMS, GIFT_SORTS, searchParams),
  ]);
  const [page, details] = await Promise.all([
    isFiltered(unreadable) ? NO_ROWS : gifts({ ...asked, sorting }, company.timeZone, cursor),
    open ? giftDetails(open) : null,
  ]);
  const list = listAt(PATH, GIFT_SORTS, { kept, sorting, unreadable, cursor });
  return (
    <>
      <PageHeader title={t("title")} description={t("description")} />
      <ListFilters
        {...list}
        search={t("search")}
        filters={[
          choice({
            name: "state",
            label: t("column.state"),
            any: any("anyStatus"),
            values: GIFT_STATES,
            labelOf: (value) => t(`state.${value}`),
          }),
        ]}
      />
      <ListBody
        {...list}
        page={page}
        icon={<Gift aria-hidden />}
        empty={{ title: t("empty.title"), text: t("empty.text") }}
        details={
          details && (
            <GiftPanel gift={details} closeHref={list.closeHref} action={may(operator.role, "messages.send") ? sendAgain : undefined} />
          )
        }
      >
        <GiftTable rows={page.rows} open={details?.id ?? null} hrefOf={list.hrefOf} sort={list.sort} />
      </ListBody>
    </>
  );
}
