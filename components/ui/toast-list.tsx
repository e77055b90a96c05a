"use client";
import { Toast } from "@base-ui/react/toast";
import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { X } from "#components/ui/icons.tsx";
import type { Said } from "./toast.tsx";

/** Shows what was said, from the first on. */
export default function ToastList({ said }: { said: Said[] }) {
  return (
    <Toast.Provider timeout={6000}>
      <Add said={said} />
      <Toast.Portal>
        <Toast.Viewport className="fixed inset-x-4 bottom-4 z-60 grid gap-2 sm:inset-x-auto sm:end-6 sm:bottom-6 sm:w-90">
          <List />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  );
}

function Add({ said }: { said: Said[] }) {
  const { add } = Toast.useToastManager();
  const added = useRef(0);
  useEffect(() => {
    for (const toast of said.slice(added.current)) add(toast);
    added.current = said.length;
  }, [said, add]);
  return null;
}

function List() {
  const t = useTranslations("common");
  const { toasts } = Toast.useToastManager();
  return toasts.map((toast) => (
    <Toast.Root
      key={toast.id}
      toast={toast}
      className="flex items-start gap-3 rounded-xl border bg-raised p-4 shadow-float transition duration-300 ease-calm data-ending-style:translate-y-2 data-ending-style:opacity-0 data-starting-style:translate-y-2 data-starting-style:opacity-0"
    >
      <Toast.Content className="min-w-0 flex-1">
        <Toast.Title className="text-sm font-semibold" />
        <Toast.Description className="text-sm text-muted" />
      </Toast.Content>
      <Toast.Close
        aria-label={t("close")}
        className="-me-1 grid size-7 place-items-center rounded-lg text-muted hover:bg-sunken hover:text-ink"
      >
        <X aria-hidden className="size-4" />
      </Toast.Close>
    </Toast.Root>
  ));
}
