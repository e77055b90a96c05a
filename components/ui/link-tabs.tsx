import Link from "next/link";
import type { ReactNode } from "react";
import { cx } from "./class-names.ts";

/** Tabs that are addresses: the chosen one is in the URL. */
export function LinkTabs({ label, tabs, current }: { label: string; tabs: { href: string; label: ReactNode }[]; current: string }) {
  return (
    <nav aria-label={label} className="mb-5 flex gap-1 overflow-x-auto border-b">
      {tabs.map((tab) => (
        <Link
          key={tab.href}
          href={tab.href}
          aria-current={tab.href === current ? "page" : undefined}
          className={cx(
            "-mb-px border-b-2 px-3 py-2.5 text-sm font-medium whitespace-nowrap transition hover:text-ink",
            tab.href === current ? "border-brand-ink text-ink" : "border-transparent text-muted",
          )}
        >
          {tab.label}
        </Link>
      ))}
    </nav>
  );
}
