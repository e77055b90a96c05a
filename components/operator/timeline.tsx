import type { ReactNode } from "react";
import type { Tone } from "#components/ui/badge.tsx";
import { cx } from "#components/ui/class-names.ts";
import { DateTime } from "#components/ui/date-time.tsx";

export type TimelineEntry = { id: string; at: Date; title: ReactNode; detail?: ReactNode; source?: ReactNode; tone?: Tone };

const DOTS: Record<Tone, string> = {
  neutral: "bg-line-strong",
  positive: "bg-positive",
  warning: "bg-warning",
  negative: "bg-negative",
  info: "bg-info",
  brand: "bg-brand",
};

/** What happened, in the order given. */
export function Timeline({ entries }: { entries: TimelineEntry[] }) {
  return (
    <ol className="text-sm">
      {entries.map((entry) => (
        <li
          key={entry.id}
          className="relative ps-5 pb-4 last:pb-0 not-last:before:absolute not-last:before:start-[3.5px] not-last:before:top-3 not-last:before:bottom-0 not-last:before:w-px not-last:before:bg-line"
        >
          <span
            aria-hidden
            className={cx("absolute start-0 top-1.5 size-2 rounded-full ring-4 ring-surface", DOTS[entry.tone ?? "neutral"])}
          />
          <div className="flex flex-wrap items-baseline justify-between gap-x-4">
            <span className="font-medium">{entry.title}</span>
            <DateTime value={entry.at} className="figures text-xs text-muted" />
          </div>
          {entry.detail && <div className="mt-0.5 text-muted">{entry.detail}</div>}
          {entry.source && <div className="mt-0.5 text-xs text-faint">{entry.source}</div>}
        </li>
      ))}
    </ol>
  );
}
