"use client";
import { usePathname, useSearchParams } from "next/navigation";
import { useEffect, useState } from "react";

/** Longer than anybody waits: a page that never comes does not leave the bar there. */
const LONGEST_MS = 20_000;

/** A bar on top from the click on a link until the page it leads to is there. */
export function BusyBar({ label }: { label: string }) {
  const place = `${usePathname()}?${useSearchParams()}`;
  const [leaving, setLeaving] = useState<string | null>(null);
  useEffect(() => {
    const onClick = (event: MouseEvent) => {
      const link = event.target instanceof Element ? event.target.closest("a") : null;
      const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
      if (!link || !plain || link.target || link.hasAttribute("download") || link.origin !== location.origin) return;
      if (link.pathname + link.search !== location.pathname + location.search) setLeaving(place);
    };
    document.addEventListener("click", onClick, true);
    const timer = setTimeout(() => setLeaving(null), LONGEST_MS);
    return () => {
      document.removeEventListener("click", onClick, true);
      clearTimeout(timer);
    };
  }, [place]);
  if (leaving !== place) return null;
  return (
    <div role="progressbar" aria-label={label} className="fixed inset-x-0 top-0 z-70 h-0.5 overflow-hidden bg-brand-soft">
      <div className="h-full w-1/3 animate-[busy_1.1s_ease-in-out_infinite] bg-brand-ink motion-reduce:w-full motion-reduce:animate-none" />
    </div>
  );
}
