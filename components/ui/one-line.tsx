import type { ReactNode } from "react";
import { cx } from "./class-names.ts";

/** A text of either direction on one line: cut at its own end, yet standing where the page's lines begin. */
export function OneLine({ className, children }: { className?: string; children: ReactNode }) {
  return <bdi className={cx("block truncate ltr:text-left rtl:text-right", className)}>{children}</bdi>;
}

/** A vendor's id or another code on one line: it begins with its beginning, right to left too, and is cut at its end. */
export function CodeLine({ children }: { children: ReactNode }) {
  return (
    <bdi dir="ltr" className="inline-block max-w-full truncate align-bottom font-mono text-xs">
      {children}
    </bdi>
  );
}
