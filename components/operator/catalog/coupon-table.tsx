import { useLocale, useTranslations } from "next-intl";
import { RowLink } from "#components/operator/row-link.tsx";
import { DateTime } from "#components/ui/date-time.tsx";
import { Money } from "#components/ui/money.tsx";
import { Table, Td, Th, Tr } from "#components/ui/table.tsx";
import type { CouponState } from "#lib/catalog/coupon-state.ts";
import type { OperatorCoupon } from "#lib/catalog/operator-queries.ts";
import { formatPpm } from "#lib/kernel/format.ts";
import type { HeadingSort } from "#lib/web/lists/list-params.ts";
import { CouponBadge } from "./coupon-badge.tsx";

type Row = OperatorCoupon & { state: CouponState };

export function CouponTable({ coupons, sort }: { coupons: Row[]; sort: (by: "code" | "redeemed") => HeadingSort }) {
  const t = useTranslations("operator-coupons");
  return (
    <Table label={t("title")}>
      <thead>
        <tr>
          <Th sort={sort("code")}>{t("columns.code")}</Th>
          <Th className="max-sm:hidden">{t("columns.state")}</Th>
          <Th>{t("columns.discount")}</Th>
          <Th className="max-sm:hidden">{t("columns.valid")}</Th>
          <Th numeric sort={sort("redeemed")}>
            {t("columns.redeemed")}
          </Th>
        </tr>
      </thead>
      <tbody>
        {coupons.map((coupon) => (
          <Tr key={coupon.id} className={coupon.archivedAt ? "text-muted" : undefined}>
            <Td>
              <RowLink href={`/operator/coupons/${coupon.id}`}>
                <bdi className="font-mono text-[0.8125rem]">{coupon.code}</bdi>
              </RowLink>
              {coupon.name !== coupon.code && <bdi className="block text-xs text-muted ltr:text-left rtl:text-right">{coupon.name}</bdi>}
              <div className="mt-1 grid justify-items-start gap-1 text-xs text-muted sm:hidden">
                <CouponBadge state={coupon.state} />
                <span>
                  <Validity coupon={coupon} />
                </span>
              </div>
            </Td>
            <Td className="max-sm:hidden">
              <CouponBadge state={coupon.state} />
            </Td>
            <Td>
              <Discount coupon={coupon} />
              <div className="text-xs text-muted">{t(`durations.${coupon.duration}`, { count: coupon.cycles ?? 1 })}</div>
            </Td>
            <Td className="whitespace-nowrap max-sm:hidden">
              <Validity coupon={coupon} />
            </Td>
            <Td numeric>
              {coupon.redeemed}
              {coupon.maxRedemptions !== null && <span className="text-muted"> / {coupon.maxRedemptions}</span>}
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}

function Discount({ coupon }: { coupon: OperatorCoupon }) {
  const locale = useLocale();
  if (coupon.percentPpm !== null) return <bdi className="figures font-medium">{formatPpm(coupon.percentPpm, locale)}</bdi>;
  const amounts = Object.entries((coupon.amounts ?? {}) as Record<string, string>);
  return (
    <span className="figures font-medium">
      {amounts.map(([currency, minor], index) => (
        <span key={currency}>
          {index > 0 && " · "}
          <Money value={{ minor: BigInt(minor), currency }} />
        </span>
      ))}
    </span>
  );
}

/** The last day is the day before the instant it expires at. */
function Validity({ coupon: { startsAt, expiresAt } }: { coupon: OperatorCoupon }) {
  const t = useTranslations("operator-coupons.valid");
  const day = (at: Date) => <DateTime value={at} dateOnly />;
  const last = expiresAt && new Date(expiresAt.getTime() - 1);
  if (startsAt && last)
    return (
      <>
        {day(startsAt)} – {day(last)}
      </>
    );
  if (startsAt) return t.rich("from", { date: () => day(startsAt) });
  return last ? t.rich("until", { date: () => day(last) }) : t("always");
}
