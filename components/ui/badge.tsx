import type { ReactNode } from "react";
import { cx } from "./class-names.ts";

export type Tone = "neutral" | "positive" | "warning" | "negative" | "info" | "brand";

const TONES: Record<Tone, string> = {
  neutral: "bg-sunken text-muted",
  positive: "bg-positive-soft text-positive",
  warning: "bg-warning-soft text-warning",
  negative: "bg-negative-soft text-negative",
  info: "bg-info-soft text-info",
  brand: "bg-brand-soft text-brand-ink",
};

/** A state in a word. `dot` adds a mark in the tone's colour, for tables. */
export function Badge({
  tone = "neutral",
  dot,
  children,
  className,
}: {
  tone?: Tone;
  dot?: boolean;
  children: ReactNode;
  className?: string;
}) {
  return (
    <span
      className={cx(
        "inline-flex items-center gap-1.5 rounded-full px-2.5 py-0.5 text-xs font-medium whitespace-nowrap",
        TONES[tone],
        className,
      )}
    >
      {dot && <span aria-hidden className="size-1.5 rounded-full bg-current" />}
      {children}
    </span>
  );
}
