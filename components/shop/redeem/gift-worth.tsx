import { useTranslations } from "next-intl";
import type { ShownGift } from "#lib/web/checkout/look-at-code.ts";

/** What was given, by whom, and their words. */
export function GiftWorth({ gift: { from, message, plan, interval, intervalCount } }: { gift: ShownGift }) {
  const t = useTranslations("redeem");
  const common = useTranslations("common");
  return (
    <div className="rounded-3xl bg-brand p-6 text-on-brand shadow-card">
      <p className="text-3xl font-semibold">
        <bdi>{plan}</bdi>
      </p>
      <p className="mt-1">{common(`length.${interval}`, { count: intervalCount })}</p>
      {message && (
        <p dir="auto" className="mt-4 whitespace-pre-wrap">
          {message}
        </p>
      )}
      <p className="mt-4 text-sm">{t("giftFrom", { name: from })}</p>
    </div>
  );
}
