import { useTranslations } from "next-intl";
import { Badge, type Tone } from "#components/ui/badge.tsx";
import type { PurchaseRow, PurchaseState } from "#lib/reports/store-purchases.ts";

const TONES: Record<PurchaseRow["status"], Tone> = {
  PENDING: "info",
  ACTIVE: "positive",
  GRACE: "warning",
  RETRY: "negative",
  PAUSED: "neutral",
  EXPIRED: "neutral",
  REVOKED: "negative",
  REPLACED: "neutral",
};

/** The state of a purchase, as its store has it. */
export function PurchaseBadge({ status }: { status: PurchaseRow["status"] }) {
  const t = useTranslations("operator-stores.status");
  return (
    <Badge tone={TONES[status]} dot>
      {t(status)}
    </Badge>
  );
}

/** What somebody has to look at; nothing where nothing has to be done. */
export function PurchaseTrouble({ state }: { state: PurchaseState }) {
  const t = useTranslations("operator-stores.state");
  return state === "fine" ? null : <Badge tone="warning">{t(state)}</Badge>;
}
