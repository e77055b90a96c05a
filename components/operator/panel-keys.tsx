"use client";
import { useRouter } from "next/navigation";
import { useEffect, useRef } from "react";
import { isBusyElsewhere, isTyping, STEPS } from "./keys.ts";

/**
 * Escape closes the details, the arrows and j/k open those of the next and previous row; opening them moves the focus to their title, and closing them back to
 * their row.
 */
export function PanelKeys({ closeHref }: { closeHref: string }) {
  const router = useRouter();
  const row = useRef<HTMLAnchorElement>(null);
  useEffect(() => {
    document.getElementById("details-title")?.focus({ preventScroll: true });
    return () => {
      if (document.activeElement === document.body || document.activeElement === null) row.current?.focus({ preventScroll: true });
    };
  }, []);
  useEffect(() => {
    row.current = openRow()?.querySelector<HTMLAnchorElement>("a[data-row]") ?? row.current;
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (isBusyElsewhere(event)) return;
      if (event.key === "Escape") router.push(closeHref, { scroll: false });
      const step = STEPS[event.key];
      if (!step || isTyping(event)) return;
      const beside = step > 0 ? openRow()?.nextElementSibling : openRow()?.previousElementSibling;
      const link = beside?.querySelector<HTMLAnchorElement>("a[href*='open=']");
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

function openRow(): Element | null {
  return document.querySelector("tr[aria-current]:has(a[href*='open='])");
}
