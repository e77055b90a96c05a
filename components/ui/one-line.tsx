import type { ReactNode } from "react";
import { cx } from "./class-names.ts";

/** A text of either direction on one line: cut at its own end, yet standing where the page's lines begin. */
export function OneLine({ className, children }: { className?: string; children: ReactNode }) {
  return <bdi className={cx("block truncate ltr:text-left rtl:text-right", className)}>{children}</bdi>;
}
