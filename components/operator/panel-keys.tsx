"use client";
import { useRouter } from "next/navigation";
import { useEffect } from "react";

/** Escape closes the details; opening them moves the focus to their title. */
export function PanelKeys({ closeHref }: { closeHref: string }) {
  const router = useRouter();
  useEffect(() => {
    document.getElementById("details-title")?.focus({ preventScroll: true });
  }, []);
  useEffect(() => {
    const close = (event: KeyboardEvent) => {
      const inDialog = document.querySelector("[role=dialog], [role=menu], [role=listbox]");
      if (event.key === "Escape" && !event.defaultPrevented && !inDialog) router.push(closeHref, { scroll: false });
    };
    window.addEventListener("keydown", close);
    return () => window.removeEventListener("keydown", close);
  }, [router, closeHref]);
  return null;
}
