import Link from "next/link";
import type { ReactNode } from "react";
import { ArrowDownRight, ArrowRight, ArrowUpRight } from "#components/ui/icons.tsx";
import { cx } from "./class-names.ts";
import { Tooltip } from "./tooltip.tsx";

type Change = {
  /** Already formatted for the reader: "+12 %". */
  text: string;
  direction: "up" | "down" | "flat";
  /** Whether that is welcome; more churn is not. */
  good?: boolean;
};

/** A number with its definition on hover, its change against the period before, and the rows behind it (`href`). */
export function Stat({
  label,
  definition,
  value,
  change,
  href,
}: {
  label: string;
  definition?: string;
  value: ReactNode;
  change?: Change;
  href?: string;
}) {
  const Arrow = change && { up: ArrowUpRight, down: ArrowDownRight, flat: ArrowRight }[change.direction];
  const tone = change?.good === undefined ? "text-muted" : change.good ? "text-positive" : "text-negative";
  return (
    <div className="group relative rounded-card border bg-surface p-4 shadow-card transition hover:border-line-strong/60 sm:p-5">
      <div className="text-sm text-muted">
        {definition ? (
          <Tooltip content={definition}>
            <span className="relative z-10 cursor-help underline decoration-dotted decoration-line-strong underline-offset-4">{label}</span>
          </Tooltip>
        ) : (
          label
        )}
      </div>
      <div className="figures mt-2 overflow-hidden text-ellipsis text-xl font-semibold tracking-tight sm:text-2xl">
        {href ? (
          <Link href={href} className="after:absolute after:inset-0 after:rounded-card">
            {value}
          </Link>
        ) : (
          value
        )}
      </div>
      {change && Arrow && (
        <div className={cx("figures mt-1.5 flex items-center gap-1 text-xs font-medium", tone)}>
          <Arrow aria-hidden className="size-3.5 rtl:-scale-x-100" />
          <bdi>{change.text}</bdi>
        </div>
      )}
    </div>
  );
}
