"use client";
import { SunMoon } from "lucide-react";
import { IconButton } from "./button.tsx";

/** Turns dark into light and back; kept in a cookie for a year. Until it is used the system's choice holds. */
export function ThemeSwitch({ label }: { label: string }) {
  return (
    <IconButton label={label} onClick={toggle}>
      <SunMoon aria-hidden />
    </IconButton>
  );
}

function toggle() {
  const root = document.documentElement;
  const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  const theme = dark ? "light" : "dark";
  root.dataset.theme = theme;
  const [prefix, suffix] = location.protocol === "https:" ? ["__Host-", "; secure"] : ["", ""]; // as lib/kernel/cookies.ts names it
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser.
  document.cookie = `${prefix}theme=${theme}; path=/; max-age=31536000; samesite=lax${suffix}`;
}
