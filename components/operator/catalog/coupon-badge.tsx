import { useTranslations } from "next-intl";
import { Badge, type Tone } from "#components/ui/badge.tsx";
import type { CouponState } from "#lib/catalog/coupon-state.ts";

const TONES: Record<CouponState, Tone> = {
  active: "positive",
  scheduled: "info",
  expired: "neutral",
  used_up: "warning",
  archived: "neutral",
};

export function CouponBadge({ state }: { state: CouponState }) {
  const t = useTranslations("operator-coupons.states");
  return (
    <Badge dot tone={TONES[state]}>
      {t(state)}
    </Badge>
  );
}
