import { useTranslations } from "next-intl";
import { Badge } from "#components/ui/badge.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { DateTime } from "#components/ui/date-time.tsx";
import { FileText } from "#components/ui/icons.tsx";
import type { OwnGift } from "#lib/wallet/gifts.ts";

/** What a viewer has given: to whom, when they get it, and the card while it waits. */
export function GiftList({ gifts }: { gifts: OwnGift[] }) {
  const t = useTranslations("account.gifts");
  const common = useTranslations("common");
  return (
    <ul className="divide-y overflow-hidden rounded-card border bg-surface shadow-card">
      {gifts.map(({ id, toName, toEmail, deliverAt, deliveredAt, redeemedAt, order: { subscription } }) => {
        const state = redeemedAt ? "redeemed" : deliveredAt ? "delivered" : "waiting";
        const { plan, interval, intervalCount } = subscription;
        return (
          <li key={id} className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3.5 sm:px-5">
            <div className="min-w-0 flex-1 basis-60">
              <p className="font-medium">
                {common("ofLength", { name: plan.name, length: common(`length.${interval}`, { count: intervalCount }) })}
              </p>
              <p className="text-sm text-muted">
                <bdi>{toName}</bdi> · <bdi className="break-all">{toEmail}</bdi> ·{" "}
                <DateTime value={redeemedAt ?? deliveredAt ?? deliverAt} dateOnly className="whitespace-nowrap" />
              </p>
            </div>
            <Badge tone={state === "redeemed" ? "positive" : "info"}>{t(`state.${state}`)}</Badge>
            {!redeemedAt && (
              <a href={`/account/gifts/${id}/card`} className={buttonClass({ size: "sm" })}>
                <FileText aria-hidden />
                {t("card")}
                <span className="sr-only">: {toName}</span>
              </a>
            )}
          </li>
        );
      })}
    </ul>
  );
}
