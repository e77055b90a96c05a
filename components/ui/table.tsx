import Link from "next/link";
import type { ComponentProps, ReactNode } from "react";
import { ArrowDown, ArrowUp, ChevronsUpDown } from "#components/ui/icons.tsx";
import type { HeadingSort } from "#lib/web/lists/list-params.ts";
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

/** A heading; with `sort` a click sorts the list by its column, and another turns the order round. */
export function Th({ numeric, sort, className, children, ...rest }: { numeric?: boolean; sort?: HeadingSort } & ComponentProps<"th">) {
  return (
    <th
      scope="col"
      aria-sort={sort?.order}
      className={cx(
        "sticky top-0 z-10 bg-sunken px-4 py-2.5 shadow-[inset_0_-1px_var(--color-line)] text-xs font-medium whitespace-nowrap text-muted",
        numeric ? "text-end" : "text-start",
        className,
      )}
      {...rest}
    >
      {sort ? (
        <SortLink sort={sort} numeric={numeric}>
          {children}
        </SortLink>
      ) : (
        children
      )}
    </th>
  );
}

const ARROWS = { ascending: ArrowUp, descending: ArrowDown };

/** The arrow stands inwards of the words, so that headings stay in line with their cells. */
function SortLink({ sort: { href, order }, numeric, children }: { sort: HeadingSort; numeric?: boolean; children: ReactNode }) {
  const Arrow = order ? ARROWS[order] : ChevronsUpDown;
  return (
    <Link
      href={href}
      prefetch={false}
      scroll={false}
      className={cx(
        "-my-1 inline-flex min-h-6 items-center gap-1 rounded-control align-middle hover:text-ink",
        order && "text-ink",
        numeric && "flex-row-reverse",
      )}
    >
      {children}
      <Arrow aria-hidden className={cx("size-3.5 shrink-0", !order && "text-faint")} />
    </Link>
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
      className={cx(
        "relative border-b transition-colors last:border-b-0 has-[[data-row]:focus-visible]:outline-2 has-[[data-row]:focus-visible]:-outline-offset-2 has-[[data-row]:focus-visible]:outline-brand-ink",
        selected ? "bg-brand-soft" : "hover:bg-sunken/60",
        className,
      )}
      {...rest}
    />
  );
}
