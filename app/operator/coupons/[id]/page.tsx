import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { z } from "zod";
import { CouponBadge } from "#components/operator/catalog/coupon-badge.tsx";
import { CouponCodes } from "#components/operator/catalog/coupon-codes.tsx";
import { CouponForm } from "#components/operator/catalog/coupon-form.tsx";
import { OutOfLimits } from "#components/operator/catalog/out-of-limits.tsx";
import { ConfirmAction } from "#components/operator/confirm-action.tsx";
import { Button } from "#components/ui/button.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { paymentsOutOfLimits } from "#lib/billing/parts/payments-out-of-limits.ts";
import { couponState } from "#lib/catalog/coupon-state.ts";
import { couponForOperator, type OperatorCoupon } from "#lib/catalog/operator-queries.ts";
import { may } from "#lib/identity/roles.ts";
import { requireOperator } from "#lib/identity/session.ts";
import { now } from "#lib/kernel/clock.ts";
import { countryNames } from "#lib/kernel/country-names.ts";
import { env } from "#lib/kernel/env.ts";
import { codeBatches, couponLink } from "#lib/reports/coupon-codes.ts";
import { plansForOperator } from "#lib/reports/plans.ts";
import { requestSettings } from "#lib/settings/request-settings.ts";
import { addCodesAction, archiveCouponAction, revokeCodesAction, saveCouponAction } from "../actions.ts";
import { editableCoupon } from "../editable-coupon.ts";

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await findCoupon(params)).code };
}

export default async function CouponPage({ params }: Props) {
  const [operator, t, locale, settings] = await Promise.all([
    requireOperator(),
    getTranslations("operator-coupons"),
    getLocale(),
    requestSettings(),
  ]);
  const [coupon, plans] = await Promise.all([findCoupon(params), plansForOperator()]);
  const batches = await codeBatches(coupon.id);
  const state = couponState(coupon, now());
  const onSale = plans.filter((plan) => plan.onSale);
  const mayWrite = may(operator.role, "coupons.write") && state !== "archived";
  return (
    <>
      <PageHeader
        back={{ href: "/operator/coupons", label: t("title") }}
        title={
          <span className="flex flex-wrap items-center gap-3">
            <bdi className="font-mono">{coupon.code}</bdi> <CouponBadge state={state} />
          </span>
        }
        description={t("redeemed", { count: coupon.redeemed })}
        actions={
          mayWrite && (
            <ConfirmAction
              action={archiveCouponAction}
              values={{ id: coupon.id }}
              title={t("archive.title", { code: coupon.code })}
              confirm={t("archive.button")}
              done={t("archive.done")}
              danger
              trigger={<Button variant="danger">{t("archive.button")}</Button>}
            >
              {t("archive.text")}
            </ConfirmAction>
          )
        }
      />
      {state !== "archived" && <OutOfLimits payments={paymentsOutOfLimits(onSale, settings, coupon)} />}
      <CouponForm
        key={coupon.id}
        coupon={editableCoupon(coupon, settings)}
        plans={plans}
        countries={countryNames(locale)}
        action={saveCouponAction}
        readOnly={!mayWrite}
      />
      <div className="mt-6 max-w-3xl">
        <CouponCodes
          couponId={coupon.id}
          link={coupon.onlyBatches || state === "archived" ? null : couponLink(env().APP_URL, coupon.code)}
          batches={batches}
          actions={mayWrite ? { add: addCodesAction, revoke: revokeCodesAction } : undefined}
        />
      </div>
    </>
  );
}

async function findCoupon(params: Props["params"]): Promise<OperatorCoupon> {
  const id = z.uuid().safeParse((await params).id);
  return (id.success && (await couponForOperator(id.data))) || notFound();
}
