import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { GiftPanel } from "#components/operator/gifts/gift-panel.tsx";
import { GiftTable } from "#components/operator/gifts/gift-table.tsx";
import { KeysetPagination } from "#components/operator/keyset-pagination.tsx";
import { ListEmpty } from "#components/operator/list-empty.tsx";
import { choice, ListFilters } from "#components/operator/list-filters.tsx";
import { ListWithDetails } from "#components/operator/list-with-details.tsx";
import { Gift } from "#components/ui/icons.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { may } from "#lib/identity/roles.ts";
import { requireOperator } from "#lib/identity/session.ts";
import { GIFT_SORTS, GIFT_STATES, giftDetails, gifts } from "#lib/reports/gifts.ts";
import { requestSettings } from "#lib/settings/request-settings.ts";
import { headingSorts, LIST_PARAMS, listPlace, NO_ROWS, readList } from "#lib/web/lists/list-params.ts";
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
  const { closeHref, hrefOf } = listPlace(PATH, kept, cursor);
  return (
    <>
      <PageHeader title={t("title")} description={t("description")} />
      <ListFilters
        path={PATH}
        kept={kept}
        unreadable={unreadable}
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
      <ListWithDetails
        details={
          details && <GiftPanel gift={details} closeHref={closeHref} action={may(operator.role, "messages.send") ? sendAgain : undefined} />
        }
      >
        {page.rows.length > 0 ? (
          <GiftTable rows={page.rows} open={details?.id ?? null} hrefOf={hrefOf} sort={headingSorts(PATH, GIFT_SORTS, kept, sorting)} />
        ) : (
          <ListEmpty
            icon={<Gift aria-hidden />}
            path={PATH}
            kept={kept}
            unreadable={unreadable}
            title={t("empty.title")}
            text={t("empty.text")}
          />
        )}
        <KeysetPagination path={PATH} kept={kept} page={page} />
      </ListWithDetails>
    </>
  );
}
