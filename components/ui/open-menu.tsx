"use client";
import { Menu as Base } from "@base-ui/react/menu";
import Link from "next/link";
import type { ReactElement, ReactNode } from "react";
import { cx } from "./class-names.ts";

type MenuEntry = { label: ReactNode; icon?: ReactNode; danger?: boolean } & ({ href: string } | { onSelect: () => void });

export type MenuProps = { label: string; trigger: ReactElement<Record<string, unknown>>; groups: MenuEntry[][] };

/** A Menu that was asked for, open. */
export default function OpenMenu({ label, trigger, groups }: MenuProps) {
  return (
    <Base.Root defaultOpen>
      <Base.Trigger render={trigger} />
      <Base.Portal render={<section aria-label={label} />}>
        <Base.Positioner sideOffset={6} align="end" className="z-50">
          <Base.Popup className="min-w-52 rounded-xl border bg-raised p-1 shadow-float outline-none transition duration-150 data-ending-style:scale-98 data-ending-style:opacity-0 data-starting-style:scale-98 data-starting-style:opacity-0">
            {groups.map((entries, index) => (
              <Base.Group key={index} className="not-first:mt-1 not-first:border-t not-first:pt-1">
                {entries.map((entry, place) => (
                  <Item key={place} entry={entry} />
                ))}
              </Base.Group>
            ))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

function Item({ entry }: { entry: MenuEntry }) {
  const className = cx(
    "flex min-h-9 w-full cursor-pointer items-center gap-2.5 rounded-lg px-2.5 py-1.5 text-start text-sm outline-none select-none data-highlighted:bg-sunken [&_svg]:size-4",
    entry.danger ? "text-negative" : "text-ink",
  );
  const content = (
    <>
      {entry.icon}
      {entry.label}
    </>
  );
  if ("href" in entry)
    return (
      <Base.LinkItem className={className} render={<Link href={entry.href} />} closeOnClick>
        {content}
      </Base.LinkItem>
    );
  return (
    <Base.Item className={className} onClick={entry.onSelect}>
      {content}
    </Base.Item>
  );
}
