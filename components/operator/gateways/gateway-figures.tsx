import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Fact, Facts } from "#components/ui/card.tsx";
import { DateTime } from "#components/ui/date-time.tsx";
import { Tooltip } from "#components/ui/tooltip.tsx";
import type { GatewayHealth } from "#lib/reports/gateway-health.ts";
import { eventsHref, gatewayHref, underWayHref } from "#lib/web/lists/gateway-links.ts";

type Name = "lastSettled" | "lastEvent" | "unhandled" | "pending" | "unknown" | "looksDue" | "differences" | "unknownMethods" | "sweptTo";

/** What waits at a gateway or for it, each number with its definition and the rows behind it. */
export function GatewayFigures({ health, lists }: { health: GatewayHealth; lists: boolean }) {
  const t = useTranslations("operator-gateways");
  const format = useFormatter();
  const never = <span className="text-muted">{t("never")}</span>;
  const when = (at: Date | null) => (at ? <DateTime value={at} /> : never);
  const linked = (href: string, content: ReactNode) => (
    <Link href={href} prefetch={false} className="hover:underline">
      {content}
    </Link>
  );
  const counted = (count: number, oldest: Date | null) => (
    <>
      <bdi className="figures">{format.number(count)}</bdi>
      {oldest && (
        <span className="text-muted">
          {" "}
          · {t("oldest")} <DateTime value={oldest} />
        </span>
      )}
    </>
  );
  const rows: [Name, ReactNode][] = [
    ["lastSettled", when(health.lastSettled)],
    ["lastEvent", health.lastEvent ? linked(eventsHref(health.id), when(health.lastEvent)) : never],
    ["unhandled", linked(eventsHref(health.id, health.unhandled > 0 ? "failed" : undefined), counted(health.unhandled, null))],
    ["pending", linked(underWayHref(health.id, "PENDING"), counted(health.pending, health.oldestPending))],
    ["unknown", linked(underWayHref(health.id, "UNKNOWN"), counted(health.unknown, health.oldestUnknown))],
    ["looksDue", <bdi key="due">{format.number(health.looksDue)}</bdi>],
    ["differences", linked(gatewayHref(health.id, { state: "open" }), counted(health.differences, null))],
    ...(health.unknownMethods > 0 ? [["unknownMethods", counted(health.unknownMethods, null)] satisfies [Name, ReactNode]] : []),
    ["sweptTo", lists ? when(health.sweptTo) : <span className="text-muted">{t("noLists")}</span>],
  ];
  return (
    <Facts>
      {rows.map(([name, content]) => (
        <Fact
          key={name}
          label={
            <Tooltip content={t(`figure.${name}.definition`)}>
              <span className="cursor-help underline decoration-dotted decoration-line-strong underline-offset-4">
                {t(`figure.${name}.label`)}
              </span>
            </Tooltip>
          }
        >
          {content}
        </Fact>
      ))}
    </Facts>
  );
}
