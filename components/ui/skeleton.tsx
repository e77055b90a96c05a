import { cx } from "./class-names.ts";

/** A grey stand-in while something loads; give it the size of what comes. */
export function Skeleton({ className }: { className?: string }) {
  return <div aria-hidden className={cx("animate-pulse rounded-control bg-line/70", className)} />;
}
