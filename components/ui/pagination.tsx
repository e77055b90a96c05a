import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { ChevronLeft, ChevronRight } from "#components/ui/icons.tsx";
import { ButtonLink, buttonClass } from "./button.tsx";

/** Keyset paging: the addresses of the page before and after, when there is one. `summary` tells what is shown. */
export function Pagination({ previous, next, summary }: { previous?: string | null; next?: string | null; summary?: ReactNode }) {
  const t = useTranslations("common");
  if (!previous && !next && !summary) return null;
  return (
    <nav aria-label={t("pages")} className="mt-4 flex flex-wrap items-center justify-between gap-3 text-sm text-muted">
      <div>{summary}</div>
      <div className="flex gap-2">
        <Step href={previous} rel="prev">
          <ChevronLeft aria-hidden className="rtl:-scale-x-100" />
          {t("previous")}
        </Step>
        <Step href={next} rel="next">
          {t("next")}
          <ChevronRight aria-hidden className="rtl:-scale-x-100" />
        </Step>
      </div>
    </nav>
  );
}

function Step({ href, rel, children }: { href?: string | null; rel: string; children: ReactNode }) {
  if (href) {
    return (
      <ButtonLink href={href} rel={rel} size="sm">
        {children}
      </ButtonLink>
    );
  }
  return (
    <span aria-disabled className={buttonClass({ size: "sm" }, "pointer-events-none opacity-45")}>
      {children}
    </span>
  );
}
