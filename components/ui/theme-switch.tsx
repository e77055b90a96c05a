"use client";
import type { MouseEvent } from "react";
import { Moon, Sun } from "#components/ui/icons.tsx";
import { iconButtonClass } from "./button.tsx";
import { cx } from "./class-names.ts";

const WAYS = [
  { theme: "dark", Icon: Moon, shown: "inline-grid page-dark:hidden" },
  { theme: "light", Icon: Sun, shown: "hidden page-dark:inline-grid" },
] as const;

/**
 * A link that turns the page dark, or light again, kept in a cookie for a year; until it is used the system's choice holds. Without a script it
 * leads back here; lib/web/http/page-script.js follows it on pages that come without the framework.
 */
export function ThemeSwitch({ labels }: { labels: Record<"dark" | "light", string> }) {
  return (
    <span className="contents">
      {WAYS.map(({ theme, Icon, shown }) => (
        <a
          key={theme}
          href={`/market?theme=${theme}`}
          rel="nofollow"
          data-chooses={theme}
          aria-label={labels[theme]}
          title={labels[theme]}
          onClick={choose}
          className={cx(iconButtonClass, shown)}
        >
          <Icon aria-hidden />
        </a>
      ))}
    </span>
  );
}

function choose(event: MouseEvent<HTMLAnchorElement>) {
  event.preventDefault();
  const { dataset, parentElement } = event.currentTarget;
  const [prefix, suffix] = location.protocol === "https:" ? ["__Host-", "; secure"] : ["", ""]; // as lib/kernel/cookies.ts names it
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser.
  document.cookie = `${prefix}theme=${dataset.chooses}; path=/; max-age=31536000; samesite=lax${suffix}`;
  document.documentElement.dataset.theme = dataset.chooses;
  for (const link of parentElement?.querySelectorAll("a") ?? []) link.focus(); // the one that shows now takes it
}
