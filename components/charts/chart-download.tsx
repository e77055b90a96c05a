"use client";
import { useRef } from "react";
import { Download } from "#components/ui/icons.tsx";
import { csvLine } from "#lib/kernel/csv.ts";
import { imageOf } from "./chart-image.ts";
import type { TimePoint } from "./time-series.tsx";

type Props = { points: TimePoint[]; label: string; texts: { time: string; image: string; csv: string } };

/** A diagram to take away: what is drawn as an image, its numbers as CSV. */
export function ChartDownload({ points, label, texts }: Props) {
  const place = useRef<HTMLDivElement>(null);
  const image = async () => {
    const drawing = place.current?.closest("figure")?.querySelector<SVGSVGElement>("svg.recharts-surface");
    if (drawing) save(await imageOf(drawing), `${label}.png`);
  };
  const numbers = () => save(new Blob(["\uFEFF", csvOf(points, texts.time)], { type: "text/csv;charset=utf-8" }), `${label}.csv`);
  return (
    <div ref={place} className="flex gap-4">
      <DownloadButton label={texts.image} onClick={image} />
      <DownloadButton label={texts.csv} onClick={numbers} />
    </div>
  );
}

function DownloadButton({ label, onClick }: { label: string; onClick: () => void }) {
  return (
    <button type="button" onClick={onClick} className="inline-flex min-h-6 items-center gap-1 text-xs text-muted hover:text-ink">
      <Download aria-hidden className="size-3.5" />
      {label}
    </button>
  );
}

function csvOf(points: TimePoint[], time: string): string {
  const heading = [time, ...(points[0]?.facts.map(({ label }) => label) ?? [])];
  return [heading, ...points.map(({ title, facts }) => [title, ...facts.map(({ decimal }) => decimal)])].map(csvLine).join("");
}

function save(blob: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  // What is downloaded is read after the click has been handled.
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
