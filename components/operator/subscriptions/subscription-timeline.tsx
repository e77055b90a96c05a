import { useTranslations } from "next-intl";
import type { Tone } from "#components/ui/badge.tsx";
import { Timeline } from "../timeline.tsx";

const TONES: Record<string, Tone> = {
  activated: "positive",
  trial_started: "info",
  renewed: "positive",
  recovered: "positive",
  past_due: "warning",
  cancel_scheduled: "warning",
  canceled: "negative",
  expired: "negative",
};

/** What happened to a subscription, by whom or what. */
export function SubscriptionTimeline({ events }: { events: { id: string; type: string; source: string; at: Date; data: unknown }[] }) {
  const t = useTranslations("operator-subscriptions");
  return (
    <Timeline
      entries={events.map(({ id, type, source, at, data }) => ({
        id,
        at,
        title: t.has(`event.${type}`) ? t(`event.${type}`) : type,
        detail: reasonOf(data),
        source: t.has(`source.${source}`) ? t(`source.${source}`) : source,
        tone: TONES[type],
      }))}
    />
  );
}

function reasonOf(data: unknown): string | null {
  return typeof data === "object" && data !== null && "reason" in data && typeof data.reason === "string" ? data.reason : null;
}
