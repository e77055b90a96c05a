import { useTranslations } from "next-intl";
import { Badge } from "#components/ui/badge.tsx";
import type { EventState } from "#lib/reports/inbound-events.ts";

const TONES = { handled: "positive", waiting: "info", failed: "negative" } as const;

export function EventBadge({ state }: { state: EventState }) {
  const t = useTranslations("operator-events.states");
  return (
    <span title={t(`${state}.meaning`)}>
      <Badge dot tone={TONES[state]}>
        {t(`${state}.label`)}
      </Badge>
    </span>
  );
}
