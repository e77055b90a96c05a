"use client";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { buttonClass } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { Keyboard } from "#components/ui/icons.tsx";
import { isBusyElsewhere, isTyping, STEPS } from "./keys.ts";

const KEYS = [
  ["walk", ["j", "k", "↓", "↑"]],
  ["open", ["Enter"]],
  ["close", ["Esc"]],
  ["search", ["/"]],
  ["everything", ["⌘K", "Ctrl+K"]],
  ["help", ["?"]],
] as const;

/**
 * The rows of a list without a mouse: j and k go from row to row, the arrows too once a row has the focus (until then they scroll), Enter opens what has it; "?"
 * says so. A press anywhere in a row opens it, also where a cell that stays in sight lies over the row's link.
 */
export function ListKeys() {
  const t = useTranslations("operator.list.keys");
  const [helps, setHelps] = useState(false);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (isBusyElsewhere(event) || isTyping(event)) return;
      const step = STEPS[event.key];
      if (event.key === "?") setHelps(true);
      else if (event.key === "/") document.querySelector<HTMLInputElement>("main input[type=search][name=q]")?.focus();
      else if (!step || isPanelOpen() || !walk(step, event.key.startsWith("Arrow"))) return;
      event.preventDefault();
    };
    window.addEventListener("keydown", onKey);
    document.addEventListener("click", openRow);
    return () => {
      window.removeEventListener("keydown", onKey);
      document.removeEventListener("click", openRow);
    };
  }, []);
  return (
    <>
      <button
        type="button"
        onClick={() => setHelps(true)}
        title={t("label")}
        aria-label={t("label")}
        className={buttonClass({ size: "sm", variant: "quiet" }, "px-2! max-md:hidden")}
      >
        <Keyboard aria-hidden />
      </button>
      <Dialog title={t("label")} open={helps} onOpenChange={setHelps}>
        <dl className="grid grid-cols-[auto_1fr] items-center gap-x-6 gap-y-3 text-sm">
          {KEYS.map(([what, keys]) => (
            <div key={what} className="contents">
              <dt dir="ltr" className="flex gap-1">
                {keys.map((key) => (
                  <kbd key={key} className="min-w-6 rounded border bg-sunken px-1.5 py-0.5 text-center font-sans text-xs">
                    {key}
                  </kbd>
                ))}
              </dt>
              <dd>{t(what)}</dd>
            </div>
          ))}
        </dl>
      </Dialog>
    </>
  );
}

function isPanelOpen(): boolean {
  return document.getElementById("details-title") !== null;
}

/** @returns whether there was a row to go to. Without a focused row, j goes to the first. */
function walk(step: 1 | -1, onlyOn: boolean): boolean {
  const links = [...document.querySelectorAll<HTMLAnchorElement>("tbody a[data-row]")];
  const at = links.findIndex((link) => link.closest("tr")?.contains(document.activeElement));
  const next = at === -1 ? (onlyOn || step < 0 ? undefined : links[0]) : links[at + step];
  next?.focus({ preventScroll: true });
  next?.closest("tr")?.scrollIntoView({ block: "nearest" });
  return next !== undefined;
}

function openRow(event: MouseEvent): void {
  const { target } = event;
  if (event.defaultPrevented || !(target instanceof Element) || target.closest("a, button, input, select, label, summary")) return;
  const link = target.closest("tbody tr")?.querySelector<HTMLAnchorElement>("a[data-row]");
  if (!link || window.getSelection()?.isCollapsed === false) return;
  if (event.metaKey || event.ctrlKey) window.open(link.href, "_blank", "noopener");
  else link.click();
}
