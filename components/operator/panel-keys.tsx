"use client";
import { useRouter } from "next/navigation";
import { useEffect } from "react";

const STEPS: Record<string, 1 | -1> = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 };

/** Escape closes the details, the arrows and j/k open those of the next and previous row; opening them moves the focus to their title. */
export function PanelKeys({ closeHref }: { closeHref: string }) {
  const router = useRouter();
  useEffect(() => {
    document.getElementById("details-title")?.focus({ preventScroll: true });
  }, []);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const elsewhere = document.querySelector("[role=dialog], [role=menu], [role=listbox]");
      if (event.defaultPrevented || elsewhere || event.metaKey || event.ctrlKey || event.altKey) return;
      if (event.key === "Escape") router.push(closeHref, { scroll: false });
      const step = STEPS[event.key];
      const typing = event.target instanceof Element && event.target.closest("input, textarea, select, [contenteditable]");
      if (!step || typing) return;
      const link = rowBeside(step)?.querySelector<HTMLAnchorElement>("a[href*='open=']");
      if (!link) return;
      event.preventDefault();
      link.click();
      link.closest("tr")?.scrollIntoView({ block: "nearest" });
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [router, closeHref]);
  return null;
}

function rowBeside(step: 1 | -1): Element | null | undefined {
  const open = document.querySelector("tr[aria-current]:has(a[href*='open='])");
  return step > 0 ? open?.nextElementSibling : open?.previousElementSibling;
}
