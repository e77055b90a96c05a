import Link from "next/link";
import { useTranslations } from "next-intl";
import { DetailsPanel, PanelSection } from "#components/operator/details-panel.tsx";
import { isClosed } from "#components/operator/place-link.tsx";
import { Fact, Facts } from "#components/ui/card.tsx";
import { DateTime } from "#components/ui/date-time.tsx";
import type { Difference } from "#lib/audit/difference.ts";
import type { AuditEntry } from "#lib/db/generated/client.ts";
import { ActionName } from "./action-name.tsx";
import { Changes } from "./changes.tsx";
import { useSubjectName } from "./subject-name.ts";

/** Where the thing that was changed can be seen. */
const PLACES: Record<string, (id: string) => string> = {
  plan: (id) => `/operator/plans/${id}`,
  coupon: (id) => `/operator/coupons/${id}`,
  customer: (id) => `/operator/customers/${id}`,
  subscription: (id) => `/operator/subscriptions?open=${id}`,
  transaction: (id) => `/operator/transactions?open=${id}`,
  message: (id) => `/operator/communications?open=${id}`,
  event: (id) => `/operator/events?open=${id}`,
  operator: () => "/operator/team",
  tax_rate: () => "/operator/settings/taxes",
  settings: () => "/operator/settings",
};

type Props = {
  entry: AuditEntry;
  changes: Difference[];
  closeHref: string;
  /** Where this operator may not go. */
  closed: string[];
};

export function AuditPanel({ entry, changes, closeHref, closed }: Props) {
  const t = useTranslations("operator-audit");
  const subjectName = useSubjectName();
  const { subjectType, subjectId } = entry;
  const place = PLACES[subjectType]?.(subjectId ?? "");
  return (
    <DetailsPanel title={<ActionName action={entry.action} />} closeHref={closeHref}>
      <PanelSection title={t("facts")}>
        <Facts>
          <Fact label={t("columns.actor")}>
            <bdi>{entry.actorName}</bdi> <span className="text-muted">({t(`actors.${entry.actorKind}`)})</span>
          </Fact>
          <Fact label={t("columns.at")}>
            <DateTime value={entry.at} />
          </Fact>
          {entry.ip && (
            <Fact label={t("ip")}>
              <bdi dir="ltr" className="font-mono text-xs">
                {entry.ip}
              </bdi>
            </Fact>
          )}
          <Fact label={t("columns.subject")}>
            {subjectName(subjectType)}
            {subjectId && (
              <bdi dir="ltr" className="block font-mono text-xs break-all text-muted">
                {subjectId}
              </bdi>
            )}
            {place && !isClosed(place, closed) && (
              <Link href={place} className="text-brand-ink hover:underline">
                {t("open")}
              </Link>
            )}
          </Fact>
          <Fact label={t("code")}>
            <code className="text-xs">{entry.action}</code>
          </Fact>
        </Facts>
      </PanelSection>
      <PanelSection title={t("changes")}>
        {changes.length > 0 ? <Changes changes={changes} /> : <p className="text-sm text-muted">{t("noChanges")}</p>}
      </PanelSection>
    </DetailsPanel>
  );
}
