import { useTranslations } from "next-intl";
import { Badge } from "#components/ui/badge.tsx";
import type { GatewayHealth } from "#lib/reports/gateway-health.ts";

const TONES = { well: "positive", doubtful: "warning", silent: "negative", idle: "neutral" } as const;

/** How a gateway, or an app store, does, in a word; hovering tells what it means. */
export function HealthBadge({ state, meaning }: { state: GatewayHealth["state"]; meaning?: string }) {
  const t = useTranslations("operator-gateways.health");
  return (
    <span className="inline-flex" title={meaning ?? t(`${state}.meaning`)}>
      <Badge dot tone={TONES[state]}>
        {t(`${state}.label`)}
      </Badge>
    </span>
  );
}
