import { useFormatter, useTranslations } from "next-intl";
import { Badge, type Tone } from "#components/ui/badge.tsx";
import { DateTime } from "#components/ui/date-time.tsx";
import type { ExportRow } from "#lib/exports/queries.ts";

const TONES: Record<ExportRow["status"], Tone> = { WAITING: "neutral", RUNNING: "info", READY: "positive", FAILED: "negative" };

/** How far a file is written: of how many rows, where the list knew that; until when it is kept; or why there is none. */
export function ExportState({ row }: { row: ExportRow }) {
  const t = useTranslations("operator-exports");
  const errors = useTranslations("errors");
  const format = useFormatter();
  const { status, rows, outOf, error, expiresAt } = row;
  if (status === "RUNNING") {
    const told = t(outOf === null ? "soFar" : "of", { plural: rows, rows: format.number(rows), outOf: format.number(outOf ?? 0) });
    return (
      <div className="grid w-44 max-w-full gap-1.5">
        <div
          role="progressbar"
          aria-label={t("state.RUNNING")}
          aria-valuemin={0}
          aria-valuemax={outOf ?? undefined}
          aria-valuenow={outOf === null ? undefined : Math.min(rows, outOf)}
          className="h-1.5 overflow-hidden rounded-full bg-line"
        >
          {outOf === null ? (
            <div className="h-full w-1/3 animate-[busy_1.1s_ease-in-out_infinite] bg-brand-ink motion-reduce:w-full motion-reduce:animate-none" />
          ) : (
            <div className="h-full rounded-full bg-brand-ink" style={{ width: `${Math.min(100, (100 * rows) / Math.max(outOf, 1))}%` }} />
          )}
        </div>
        <span className="figures text-xs text-muted">{told}</span>
      </div>
    );
  }
  return (
    <div className="grid gap-1">
      <span>
        <Badge tone={TONES[status]} dot>
          {t(`state.${status}`)}
        </Badge>
      </span>
      {status === "READY" && (
        <span className="text-xs text-muted">{t.rich("kept", { until: () => <DateTime value={expiresAt} dateOnly /> })}</span>
      )}
      {status === "FAILED" && (
        <span className="text-xs text-pretty text-muted">{error === "export_too_large" ? errors(error) : t("failed")}</span>
      )}
    </div>
  );
}
