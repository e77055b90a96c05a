import { useTranslations } from "next-intl";
import { Badge, type Tone } from "#components/ui/badge.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { cx } from "#components/ui/class-names.ts";
import { DateTime } from "#components/ui/date-time.tsx";
import { ExternalLink } from "#components/ui/icons.tsx";
import type { OwnStorePlan } from "#lib/web/account/own-store-plans.ts";

const TONES: Record<OwnStorePlan["status"], Tone> = { ACTIVE: "positive", GRACE: "warning", RETRY: "negative", PAUSED: "neutral" };

/** A plan that is paid for in a store: what is known of it, and the way there. Nothing about it can be changed here. */
export function StorePlanCard({ plan, store, status, expiresAt, renews, manageUrl }: OwnStorePlan) {
  const t = useTranslations("account.inStore");
  const named = `\u2068${store}\u2069`;
  const sentence = status === "ACTIVE" ? (renews ? "renews" : "until") : status;
  return (
    <Card>
      <div className="flex flex-wrap items-start justify-between gap-3">
        <div className="min-w-0">
          <h3 className="text-xl font-semibold break-words">{plan}</h3>
          <p className="text-sm text-faint">{t("managed", { store: named })}</p>
        </div>
        <Badge tone={TONES[status]} dot>
          {t(`status.${status}`)}
        </Badge>
      </div>
      {(expiresAt || status !== "ACTIVE") && (
        <p className="mt-4">
          {t.rich(sentence, { date: () => expiresAt && <DateTime value={expiresAt} dateOnly className="font-medium" /> })}
        </p>
      )}
      {manageUrl && (
        <a href={manageUrl} rel="noreferrer" className={cx("mt-5", buttonClass({}))}>
          <ExternalLink aria-hidden />
          {t("manage", { store: named })}
        </a>
      )}
    </Card>
  );
}
