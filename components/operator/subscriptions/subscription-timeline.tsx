import { useTranslations } from "next-intl";
import { toneOfEvent } from "#components/ui/status-tones.ts";
import { textOf } from "#i18n/text-of.ts";
import type { Grants } from "#lib/subscriptions/items.ts";
import { Timeline } from "../timeline.tsx";

/** What happened to a subscription, by whom or what. */
export function SubscriptionTimeline({ events }: { events: { id: string; type: string; source: string; at: Date; data: unknown }[] }) {
  const t = useTranslations("operator-subscriptions");
  return (
    <Timeline
      entries={events.map(({ id, type, source, at, data }) => ({
        id,
        at,
        title: textOf(t, `event.${type}`) ?? type,
        detail: reasonOf(data) ?? grantsIn(data, t),
        source: textOf(t, `source.${source}`) ?? source,
        tone: toneOfEvent(type),
      }))}
    />
  );
}

type Texts = ReturnType<typeof useTranslations<"operator-subscriptions">>;

/** What may be watched from then on. */
function grantsIn(data: unknown, t: Texts): string | null {
  if (typeof data !== "object" || data === null || !("maxDevices" in data)) return null;
  const { packages, maxDevices, maxStreams, quality } = data as Grants;
  return [...packages, t("grants", { devices: maxDevices, streams: maxStreams, quality })].join(" · ");
}

function reasonOf(data: unknown): string | null {
  return typeof data === "object" && data !== null && "reason" in data && typeof data.reason === "string" ? data.reason : null;
}
