import { useTranslations } from "next-intl";
import { DateTime } from "#components/ui/date-time.tsx";
import type { SubscriptionStatus } from "#lib/db/generated/client.ts";

type Props = {
  subscription: {
    status: SubscriptionStatus;
    cancelAtPeriodEnd: boolean;
    renewsAt: Date | null;
    currentPeriodEnd: Date | null;
    endedAt: Date | null;
  };
};

/** What happens to a subscription next, and when. */
export function NextStep({ subscription }: Props) {
  const t = useTranslations("operator-subscriptions.next");
  const { status, cancelAtPeriodEnd, renewsAt, currentPeriodEnd, endedAt } = subscription;
  const on = (key: string, at: Date | null) => (
    <span className="whitespace-nowrap">
      {t(key)} {at && <DateTime value={at} dateOnly className="figures" />}
    </span>
  );
  if (endedAt) return on("ended", endedAt);
  if (status === "INCOMPLETE") return on("awaitsPayment", null);
  if (cancelAtPeriodEnd) return on("ends", currentPeriodEnd);
  if (status === "PAST_DUE") return on("retries", null);
  if (!currentPeriodEnd) return on("awaitsLogin", null);
  return on(status === "TRIALING" ? "firstCharge" : "renews", renewsAt ?? currentPeriodEnd);
}
