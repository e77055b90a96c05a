"use client";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { cx } from "#components/ui/class-names.ts";
import { ROOMS } from "./navigation.ts";

/** The way to every room. `closed` names the rooms that this operator may not enter. */
export function Sidebar({ closed, onNavigate }: { closed: string[]; onNavigate?: () => void }) {
  const t = useTranslations("operator.nav");
  const path = usePathname();
  const isHere = (href: string) => (href === "/operator" ? path === href : path === href || path.startsWith(`${href}/`));
  return (
    <nav aria-label={t("label")} className="grid gap-4 text-sm">
      {ROOMS.map(({ group, rooms }) => (
        <div key={group}>
          {group !== "overview" && <p className="mb-1 px-2.5 text-xs font-medium text-faint">{t(`group.${group}`)}</p>}
          <ul className="grid gap-0.5">
            {rooms
              .filter((room) => !closed.includes(room.name))
              .map(({ name, href, Icon }) => (
                <li key={name}>
                  <Link
                    href={href}
                    onClick={onNavigate}
                    aria-current={isHere(href) ? "page" : undefined}
                    className={cx(
                      "flex min-h-9 items-center gap-2.5 rounded-lg px-2.5 font-medium transition-colors",
                      isHere(href) ? "bg-brand-soft text-brand-ink" : "text-muted hover:bg-sunken hover:text-ink",
                    )}
                  >
                    <Icon aria-hidden className="size-4 shrink-0" />
                    {t(name)}
                  </Link>
                </li>
              ))}
          </ul>
        </div>
      ))}
    </nav>
  );
}
