import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import { HealthBadge } from "#components/operator/gateways/health-badge.tsx";
import { Alert } from "#components/ui/alert.tsx";
import { DateTime } from "#components/ui/date-time.tsx";
import { Table, Td, Th, Tr } from "#components/ui/table.tsx";
import type { StoreHealth } from "#lib/reports/store-health.ts";
import { eventsHref } from "#lib/web/lists/gateway-links.ts";

/** How the stores that are set up do, and why a list of theirs could not be read. */
export function StoreHealthTable({ stores }: { stores: StoreHealth[] }) {
  const t = useTranslations("operator-stores.health");
  const format = useFormatter();
  const when = (at: Date | null) => (at ? <DateTime value={at} /> : <span className="text-muted">–</span>);
  return (
    <>
      {stores.map(
        ({ id, label, error }) =>
          error && (
            <Alert key={id} tone="warning" title={t("failed", { store: `\u2068${label}\u2069` })} className="mb-4">
              <p dir="auto" className="font-mono text-xs break-words">
                {error}
              </p>
            </Alert>
          ),
      )}
      <Table label={t("title")} className="mb-4">
        <thead>
          <tr>
            <Th>{t("store")}</Th>
            <Th>{t("state")}</Th>
            <Th>{t("lastEvent")}</Th>
            <Th numeric>{t("unhandled")}</Th>
            <Th numeric>{t("unanswered")}</Th>
            <Th>{t("readTo")}</Th>
          </tr>
        </thead>
        <tbody>
          {stores.map(({ id, label, state, lastEvent, unhandled, unanswered, readTo }) => (
            <Tr key={id}>
              <Td>
                <bdi>{label}</bdi>
              </Td>
              <Td>
                <HealthBadge state={state} meaning={t(`meaning.${state}`)} />
              </Td>
              <Td className="whitespace-nowrap">{when(lastEvent)}</Td>
              <Td numeric>
                <Link href={eventsHref(id, unhandled > 0 ? "failed" : undefined)} prefetch={false} className="hover:underline">
                  <bdi>{format.number(unhandled)}</bdi>
                </Link>
              </Td>
              <Td numeric>
                <bdi>{format.number(unanswered)}</bdi>
              </Td>
              <Td className="whitespace-nowrap">{when(readTo)}</Td>
            </Tr>
          ))}
        </tbody>
      </Table>
    </>
  );
}
