import type { ComponentProps, ReactNode } from "react";
import { cx } from "./class-names.ts";

/**
 * A dense table that scrolls inside its own frame, where its headings stay in sight. `label` names it for screen readers.
 * Use <Th>, <Td>, <Tr> inside thead/tbody; `numeric` cells are aligned to the end with tabular figures.
 */
export function Table({ label, children, className }: { label: string; children: ReactNode; className?: string }) {
  return (
    <section
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a frame that scrolls must be reachable by keyboard
      tabIndex={0}
      className={cx(
        "relative overflow-x-auto md:max-h-[calc(100dvh-6rem)] md:overflow-y-auto rounded-card border bg-surface shadow-card",
        className,
      )}
    >
      <table className="w-full border-collapse text-sm">
        <caption className="sr-only">{label}</caption>
        {children}
      </table>
    </section>
  );
}

export function Th({ numeric, className, ...rest }: { numeric?: boolean } & ComponentProps<"th">) {
  return (
    <th
      scope="col"
      className={cx(
        "sticky top-0 z-10 bg-sunken px-4 py-2.5 shadow-[inset_0_-1px_var(--color-line)] text-xs font-medium whitespace-nowrap text-muted",
        numeric ? "text-end" : "text-start",
        className,
      )}
      {...rest}
    />
  );
}

export function Td({ numeric, className, ...rest }: { numeric?: boolean } & ComponentProps<"td">) {
  return (
    <td className={cx("px-4 py-2.5 align-middle", numeric ? "figures text-end whitespace-nowrap" : "text-start", className)} {...rest} />
  );
}

/** `selected` marks the row whose details are open. */
export function Tr({ selected, className, ...rest }: { selected?: boolean } & ComponentProps<"tr">) {
  return (
    <tr
      aria-current={selected || undefined}
      className={cx("relative border-b transition-colors last:border-b-0", selected ? "bg-brand-soft" : "hover:bg-sunken/60", className)}
      {...rest}
    />
  );
}
