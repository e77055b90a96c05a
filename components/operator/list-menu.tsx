"use client";
import { type KeyboardEvent, type ReactNode, useEffect, useRef } from "react";
import { buttonClass } from "#components/ui/button.tsx";

/** What drops from a button above a list, e.g. a small form; it opens without JavaScript, too. Escape and a press elsewhere close it. */
export function ListMenu({
  icon,
  label,
  align,
  children,
}: {
  icon: ReactNode;
  label: ReactNode;
  align: "start" | "end";
  children: ReactNode;
}) {
  const menu = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    const onPress = ({ target }: PointerEvent) => {
      if (menu.current?.open && target instanceof Node && !menu.current.contains(target)) menu.current.open = false;
    };
    document.addEventListener("pointerdown", onPress);
    return () => document.removeEventListener("pointerdown", onPress);
  }, []);
  const onKeyDown = (event: KeyboardEvent<HTMLDetailsElement>) => {
    if (event.key !== "Escape" || !menu.current?.open) return;
    event.preventDefault();
    menu.current.open = false;
    menu.current.querySelector("summary")?.focus();
  };
  return (
    <details ref={menu} name="list-menu" onKeyDown={onKeyDown} className="relative">
      <summary className={buttonClass({ size: "sm", variant: "quiet" }, "cursor-pointer list-none [&::-webkit-details-marker]:hidden")}>
        {icon}
        {label}
      </summary>
      <div
        className={`absolute z-30 mt-1 max-h-[70dvh] w-72 overflow-y-auto rounded-xl border bg-raised p-4 shadow-float max-sm:fixed max-sm:inset-x-3 max-sm:w-auto ${align === "end" ? "end-0" : "start-0"}`}
      >
        {children}
      </div>
    </details>
  );
}
