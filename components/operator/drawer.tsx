"use client";
import { Dialog } from "@base-ui/react/dialog";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { IconButton } from "#components/ui/button.tsx";
import { X } from "#components/ui/icons.tsx";
import { Sidebar } from "./sidebar.tsx";

type Props = { brand: ReactNode; closed: string[]; open: boolean; setOpen: (open: boolean) => void };

/** What NavigationDrawer opens. */
export default function Drawer({ brand, closed, open, setOpen }: Props) {
  const t = useTranslations("operator.nav");
  return (
    <Dialog.Root open={open} onOpenChange={setOpen}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-50 bg-black/45 transition-opacity duration-200 data-ending-style:opacity-0 data-starting-style:opacity-0" />
        <Dialog.Popup
          aria-label={t("label")}
          className="fixed inset-y-0 start-0 z-50 w-72 max-w-[85vw] overflow-y-auto border-e bg-surface p-3 shadow-float outline-none transition duration-200 ease-calm data-ending-style:-translate-x-full data-starting-style:-translate-x-full rtl:data-ending-style:translate-x-full rtl:data-starting-style:translate-x-full"
        >
          <div className="mb-3 flex items-center justify-between gap-2 ps-2.5">
            {brand}
            <Dialog.Close render={<IconButton label={t("close")}>{<X aria-hidden />}</IconButton>} />
          </div>
          <Sidebar closed={closed} onNavigate={() => setOpen(false)} />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
