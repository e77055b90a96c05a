import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { CouponForm } from "#components/operator/catalog/coupon-form.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { MAY } from "#lib/identity/roles.ts";
import { requireOperator } from "#lib/identity/session.ts";
import { countryNames } from "#lib/kernel/country-names.ts";
import { plansForOperator } from "#lib/reports/plans.ts";
import { requestSettings } from "#lib/settings/request-settings.ts";
import { saveCouponAction } from "../actions.ts";
import { newCoupon } from "../editable-coupon.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("operator-coupons"))("form.new") };
}

export default async function NewCouponPage() {
  const [, t, locale, settings] = await Promise.all([
    requireOperator(MAY["coupons.write"]),
    getTranslations("operator-coupons"),
    getLocale(),
    requestSettings(),
  ]);
  const plans = (await plansForOperator()).filter((plan) => !plan.archived);
  return (
    <>
      <PageHeader back={{ href: "/operator/coupons", label: t("title") }} title={t("form.new")} />
      <CouponForm coupon={newCoupon(settings)} plans={plans} countries={countryNames(locale)} action={saveCouponAction} readOnly={false} />
    </>
  );
}
