"use client";
import { Tooltip as Base } from "@base-ui/react/tooltip";
import type { ReactNode } from "react";

/** A short explanation on hover and focus. `children` is text or an icon, never a control of its own. */
export function Tooltip({ content, children }: { content: ReactNode; children: ReactNode }) {
  return (
    <Base.Provider delay={300}>
      <Base.Root>
        <Base.Trigger type="button" className="cursor-help text-start">
          {children}
        </Base.Trigger>
        <Base.Portal>
          <Base.Positioner sideOffset={8} className="z-50">
            <Base.Popup className="max-w-72 rounded-lg bg-ink px-3 py-2 text-xs leading-relaxed text-canvas shadow-float transition-opacity data-ending-style:opacity-0 data-starting-style:opacity-0">
              {content}
            </Base.Popup>
          </Base.Positioner>
        </Base.Portal>
      </Base.Root>
    </Base.Provider>
  );
}
