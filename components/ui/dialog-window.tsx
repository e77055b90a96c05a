"use client";
import { Dialog as Base } from "@base-ui/react/dialog";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { X } from "#components/ui/icons.tsx";
import { cx } from "./class-names.ts";

export type OpenState = { open: boolean; onOpenChange: (open: boolean) => void };
export type WindowProps = { title: ReactNode; description?: ReactNode; wide?: boolean; children: ReactNode };

/** What opens: fetched when it is asked for, for most pages are left without. */
export default function DialogWindow({ title, description, wide, children, ...state }: WindowProps & OpenState) {
  const t = useTranslations("common");
  return (
    <Base.Root {...state}>
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-40 bg-black/45 backdrop-blur-[2px] transition-opacity duration-300 data-ending-style:opacity-0 data-starting-style:opacity-0" />
        <Base.Viewport className="fixed inset-0 z-50 grid place-items-end sm:place-items-center sm:p-6">
          <Base.Popup
            className={cx(
              "relative max-h-[92dvh] w-full overflow-y-auto overscroll-contain rounded-t-card bg-raised p-5 shadow-float outline-none sm:rounded-card sm:p-6",
              "transition duration-300 ease-calm data-ending-style:translate-y-4 data-ending-style:opacity-0 data-starting-style:translate-y-4 data-starting-style:opacity-0",
              wide ? "sm:max-w-3xl" : "sm:max-w-lg",
            )}
          >
            <div className="mb-4 flex items-start justify-between gap-4">
              <div className="min-w-0">
                <Base.Title className="text-lg font-semibold">{title}</Base.Title>
                {description && <Base.Description className="mt-1 text-sm text-muted">{description}</Base.Description>}
              </div>
              <Base.Close
                aria-label={t("close")}
                className="-me-1.5 -mt-1 grid size-9 shrink-0 place-items-center rounded-control text-muted hover:bg-sunken hover:text-ink"
              >
                <X aria-hidden className="size-4.5" />
              </Base.Close>
            </div>
            {children}
          </Base.Popup>
        </Base.Viewport>
      </Base.Portal>
    </Base.Root>
  );
}
