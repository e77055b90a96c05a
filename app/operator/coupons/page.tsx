import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { CouponTable } from "#components/operator/catalog/coupon-table.tsx";
import { ListEmpty } from "#components/operator/list-empty.tsx";
import { ButtonLink } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Plus, TicketPercent } from "#components/ui/icons.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { couponState } from "#lib/catalog/coupon-state.ts";
import { COUPON_SORTS, couponsForOperator } from "#lib/catalog/operator-queries.ts";
import { may } from "#lib/identity/roles.ts";
import { requireOperator } from "#lib/identity/session.ts";
import { now } from "#lib/kernel/clock.ts";
import { headingSorts, readList } from "#lib/web/lists/list-params.ts";
import { isFiltered, type SearchParams } from "#lib/web/lists/page-params.ts";

const PATH = "/operator/coupons";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("operator-coupons"))("title") };
}

export default async function CouponsPage({ searchParams }: { searchParams: SearchParams }) {
  const [operator, t, { kept, sorting, unreadable }] = await Promise.all([
    requireOperator(),
    getTranslations("operator-coupons"),
    readList({}, COUPON_SORTS, searchParams),
  ]);
  const icon = <TicketPercent aria-hidden />;
  const at = now();
  const coupons = (await couponsForOperator(sorting)).map((coupon) => ({ ...coupon, state: couponState(coupon, at) }));
  const add = may(operator.role, "coupons.write") && (
    <ButtonLink href="/operator/coupons/new" variant="primary">
      <Plus aria-hidden />
      {t("add")}
    </ButtonLink>
  );
  return (
    <>
      <PageHeader title={t("title")} description={t("description")} actions={coupons.length > 0 && add} />
      {coupons.length === 0 ? (
        <EmptyState icon={icon} title={t("empty.title")} action={add}>
          {t("empty.text")}
        </EmptyState>
      ) : isFiltered(unreadable) ? (
        <ListEmpty icon={icon} path={PATH} kept={kept} unreadable={unreadable} title={t("empty.title")} text={t("empty.text")} />
      ) : (
        <CouponTable coupons={coupons} sort={headingSorts(PATH, COUPON_SORTS, kept, sorting)} />
      )}
    </>
  );
}
