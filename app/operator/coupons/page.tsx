import { Plus, TicketPercent } from "lucide-react";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { CouponTable } from "#components/operator/catalog/coupon-table.tsx";
import { ButtonLink } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { couponState } from "#lib/catalog/coupon-state.ts";
import { couponsForOperator } from "#lib/catalog/operator-queries.ts";
import { may } from "#lib/identity/roles.ts";
import { requireOperator } from "#lib/identity/session.ts";
import { now } from "#lib/kernel/clock.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("operator-coupons"))("title") };
}

export default async function CouponsPage() {
  const [operator, t] = await Promise.all([requireOperator(), getTranslations("operator-coupons")]);
  const at = now();
  const coupons = (await couponsForOperator()).map((coupon) => ({ ...coupon, state: couponState(coupon, at) }));
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
        <EmptyState icon={<TicketPercent aria-hidden />} title={t("empty.title")} action={add}>
          {t("empty.text")}
        </EmptyState>
      ) : (
        <CouponTable coupons={coupons} />
      )}
    </>
  );
}
