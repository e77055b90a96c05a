import type { ReactNode } from "react";
import { CircleAlert, CircleCheck, Info, TriangleAlert } from "#components/ui/icons.tsx";
import { cx } from "./class-names.ts";

const TONES = {
  info: { look: "border-info/25 bg-info-soft text-info", Icon: Info },
  positive: { look: "border-positive/25 bg-positive-soft text-positive", Icon: CircleCheck },
  warning: { look: "border-warning/25 bg-warning-soft text-warning", Icon: TriangleAlert },
  negative: { look: "border-negative/25 bg-negative-soft text-negative", Icon: CircleAlert },
};

/** Something the reader must know here: what happened, and in `children` what it means and what to do. */
export function Alert({
  tone = "info",
  title,
  children,
  action,
  className,
}: {
  tone?: keyof typeof TONES;
  title?: ReactNode;
  children?: ReactNode;
  action?: ReactNode;
  className?: string;
}) {
  const { look, Icon } = TONES[tone];
  return (
    <div role={tone === "negative" ? "alert" : "status"} className={cx("flex gap-3 rounded-control border p-4 text-sm", look, className)}>
      <Icon aria-hidden className="mt-0.5 size-4.5 shrink-0" />
      <div className="min-w-0 flex-1">
        {title && <p className="font-semibold">{title}</p>}
        {children && <div className="text-ink">{children}</div>}
        {action && <div className="mt-3">{action}</div>}
      </div>
    </div>
  );
}
