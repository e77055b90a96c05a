"use client";
import { type ComponentType, cloneElement, useState } from "react";
import type { MenuProps } from "./open-menu.tsx";

const load = () => import("./open-menu.tsx");

/**
 * A list of actions that drops from `trigger` (one button element); `label` names the landmark it stands in. Groups are divided by a line. It is
 * fetched when somebody comes near, for most pages are left without.
 */
export function Menu(props: MenuProps) {
  const [OpenMenu, setOpenMenu] = useState<ComponentType<MenuProps> | null>(null);
  if (OpenMenu) return <OpenMenu {...props} />;
  const open = async () => {
    const { default: loaded } = await load();
    setOpenMenu(() => loaded);
  };
  const opens = { onClick: open, onPointerEnter: load, onFocus: load, "aria-haspopup": "menu", "aria-expanded": false };
  return cloneElement(props.trigger, opens);
}
