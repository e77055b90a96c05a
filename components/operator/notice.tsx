import type { ReactNode } from "react";

/** A line under the top bar that concerns every page. */
export function Notice({ label, icon, children }: { label: string; icon: ReactNode; children: ReactNode }) {
  return (
    <section
      aria-label={label}
      className="flex flex-wrap items-center gap-x-3 gap-y-2 border-b border-warning/25 bg-warning-soft px-3 py-2 text-sm text-warning sm:px-5 lg:px-7 [&_svg]:size-4 [&_svg]:shrink-0"
    >
      {icon}
      <div className="min-w-0 flex-1 text-ink">{children}</div>
    </section>
  );
}
