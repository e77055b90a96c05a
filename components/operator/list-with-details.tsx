import type { ReactNode } from "react";
import { cx } from "#components/ui/class-names.ts";

/** A list with the details of one row beside it; on a phone the details cover the page. `details` is a DetailsPanel, or nothing. */
export function ListWithDetails({ details, children }: { details?: ReactNode; children: ReactNode }) {
  return (
    <div
      className={cx(
        "grid grid-cols-[minmax(0,1fr)] items-start gap-5",
        details ? "xl:grid-cols-[minmax(0,1fr)_minmax(26rem,30rem)]" : undefined,
      )}
    >
      <div className="min-w-0">{children}</div>
      {details}
    </div>
  );
}
