import type { ReactNode } from "react";

/** Nothing here: why, and what to do next. */
export function EmptyState({
  icon,
  title,
  children,
  action,
}: {
  icon?: ReactNode;
  title: ReactNode;
  children?: ReactNode;
  action?: ReactNode;
}) {
  return (
    <div className="grid justify-items-center gap-2 rounded-card border border-dashed px-6 py-14 text-center">
      {icon && (
        <div className="mb-2 grid size-12 place-items-center rounded-full bg-brand-soft text-brand-ink [&_svg]:size-5.5">{icon}</div>
      )}
      <div className="font-semibold">{title}</div>
      {children && <div className="max-w-md text-sm text-pretty text-muted">{children}</div>}
      {action && <div className="mt-4">{action}</div>}
    </div>
  );
}
