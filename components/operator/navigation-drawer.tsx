"use client";
import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { IconButton } from "#components/ui/button.tsx";
import { Menu } from "#components/ui/icons.tsx";

const load = () => import("./drawer.tsx");
const Drawer = dynamic(load, { ssr: false });

/** The sidebar on narrow screens: a drawer from the start edge, fetched when somebody comes near its button. */
export function NavigationDrawer({ brand, closed }: { brand: ReactNode; closed: string[] }) {
  const t = useTranslations("operator.nav");
  const [open, setOpen] = useState(false);
  const [used, setUsed] = useState(false);
  if (open && !used) setUsed(true);
  return (
    <>
      <IconButton
        label={t("open")}
        aria-haspopup="dialog"
        aria-expanded={open}
        onClick={() => setOpen(true)}
        onPointerEnter={load}
        onFocus={load}
        className="lg:hidden"
      >
        <Menu aria-hidden />
      </IconButton>
      {used && <Drawer {...{ brand, closed, open, setOpen }} />}
    </>
  );
}
