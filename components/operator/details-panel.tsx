import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { ExternalLink, X } from "#components/ui/icons.tsx";
import { PanelKeys } from "./panel-keys.tsx";

/**
 * The details of a row, beside its list. `closeHref` is the list without `open`; Escape follows it and the list keeps its place.
 * `pageHref` leads to the page that tells everything, if there is one.
 */
export function DetailsPanel({
  title,
  badge,
  closeHref,
  pageHref,
  actions,
  children,
}: {
  title: ReactNode;
  badge?: ReactNode;
  closeHref: string;
  pageHref?: string;
  actions?: ReactNode;
  children: ReactNode;
}) {
  const t = useTranslations("operator.panel");
  return (
    <aside
      aria-labelledby="details-title"
      className="fixed inset-0 z-40 flex flex-col overflow-hidden bg-surface sm:inset-y-0 sm:start-auto sm:end-0 sm:w-[30rem] sm:border-s sm:shadow-float xl:sticky xl:inset-auto xl:top-18 xl:z-0 xl:max-h-[calc(100dvh-5.5rem)] xl:w-auto xl:rounded-card xl:border xl:shadow-card"
    >
      <PanelKeys closeHref={closeHref} />
      <div className="flex items-start gap-2 border-b px-5 py-3.5">
        <div className="flex min-w-0 flex-1 flex-wrap items-center gap-x-3 gap-y-1 pt-1">
          <h2 id="details-title" tabIndex={-1} className="text-base font-semibold outline-none">
            {title}
          </h2>
          {badge}
        </div>
        {pageHref && (
          <Link
            href={pageHref}
            title={t("page")}
            aria-label={t("page")}
            className="grid size-9 place-items-center rounded-control text-muted hover:bg-sunken hover:text-ink"
          >
            <ExternalLink aria-hidden className="size-4.5 rtl:-scale-x-100" />
          </Link>
        )}
        <Link
          href={closeHref}
          scroll={false}
          title={t("close")}
          aria-label={t("close")}
          className="grid size-9 place-items-center rounded-control text-muted hover:bg-sunken hover:text-ink"
        >
          <X aria-hidden className="size-4.5" />
        </Link>
      </div>
      {actions && <div className="flex flex-wrap gap-2 border-b bg-sunken/40 px-5 py-2.5">{actions}</div>}
      <div className="min-h-0 flex-1 overflow-y-auto overscroll-contain px-5 py-4 [&_dl]:grid-cols-[minmax(8rem,32%)_1fr]">{children}</div>
    </aside>
  );
}

/** A titled part of the details. */
export function PanelSection({ title, actions, children }: { title: ReactNode; actions?: ReactNode; children: ReactNode }) {
  return (
    <section className="not-first:mt-5 not-first:border-t not-first:pt-4">
      <div className="mb-2.5 flex items-center justify-between gap-3">
        <h3 className="text-xs font-semibold tracking-wide text-muted uppercase">{title}</h3>
        {actions}
      </div>
      {children}
    </section>
  );
}
