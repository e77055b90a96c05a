"use client";
import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { Search } from "#components/ui/icons.tsx";
import type { Found } from "#lib/web/lists/search-everything.ts";

const load = () => import("./command-dialog.tsx");
const CommandDialog = dynamic(load, { ssr: false });

/** Search over everything, opened by its button, Cmd-K or Ctrl-K. `find` is a server action. */
export function CommandPalette({ find, closed }: { find: (query: string) => Promise<Found[]>; closed: string[] }) {
  const t = useTranslations("operator.search");
  const [open, setOpen] = useState(false);
  const [used, setUsed] = useState(false);
  if (open && !used) setUsed(true);

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== "k" || !(event.metaKey || event.ctrlKey)) return;
      event.preventDefault();
      setOpen((was) => !was);
    };
    window.addEventListener("keydown", onKey);
    // Not needed to show the page, but ready before anybody has typed.
    const timer = setTimeout(load, 1000);
    return () => {
      window.removeEventListener("keydown", onKey);
      clearTimeout(timer);
    };
  }, []);

  return (
    <>
      <button
        type="button"
        onClick={() => setOpen(true)}
        className="flex h-9 min-w-0 flex-1 items-center gap-2 rounded-lg border bg-sunken/60 px-3 text-start text-sm text-muted hover:border-line-strong/60 sm:max-w-md"
      >
        <Search aria-hidden className="size-4 shrink-0" />
        <span className="min-w-0 flex-1 truncate">{t("button")}</span>
        <kbd dir="ltr" className="hidden rounded border bg-surface px-1.5 font-sans text-xs text-faint sm:block">
          ⌘K
        </kbd>
      </button>
      {used && <CommandDialog {...{ find, closed, open, setOpen }} />}
    </>
  );
}
