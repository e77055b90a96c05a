"use client";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { cx } from "#components/ui/class-names.ts";
import type { SettingsPage } from "#lib/web/settings/settings-sections.ts";

/** The sections of the settings: a column on a desk, a row to swipe on a phone. */
export function SettingsNav({ sections }: { sections: readonly SettingsPage[] }) {
  const t = useTranslations("operator-settings");
  const path = usePathname();
  const current = useRef<HTMLAnchorElement>(null);
  useEffect(() => {
    const row = current.current?.parentElement;
    if (row && current.current && path) row.scrollLeft = current.current.offsetLeft - row.offsetLeft - 24;
  }, [path]);
  const links = sections.map((section) => ({ href: `/operator/settings/${section}`, label: t(`sections.${section}`) }));
  return (
    <nav
      aria-label={t("navigation")}
      className="-mx-1 flex gap-1 overflow-x-auto px-1 pb-1 lg:sticky lg:top-20 lg:grid lg:overflow-visible"
    >
      {links.map(({ href, label }) => (
        <Link
          key={href}
          ref={path === href ? current : undefined}
          href={href}
          aria-current={path === href ? "page" : undefined}
          className={cx(
            "rounded-control px-3 py-2 text-sm whitespace-nowrap transition",
            path === href ? "bg-brand-soft font-medium text-brand-ink" : "text-muted hover:bg-sunken hover:text-ink",
          )}
        >
          {label}
        </Link>
      ))}
    </nav>
  );
}
