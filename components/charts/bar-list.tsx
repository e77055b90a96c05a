import Link from "next/link";
import type { ReactNode } from "react";

export type BarItem = { key: string; label: ReactNode; value: ReactNode; share: number; href?: string; color?: string };

/** A ranking: under each row's words a bar as long as its share (0 to 1) of the longest. It is a list, so that everybody can read it. */
export function BarList({ items, label }: { items: BarItem[]; label: string }) {
  return (
    <ul aria-label={label} className="grid grid-cols-[minmax(0,1fr)] gap-1 text-sm">
      {items.map(({ key, label: name, value, share, href, color }) => (
        <li key={key} className="relative rounded-lg px-2.5 py-1.5 hover:bg-sunken/60">
          <div className="flex items-baseline justify-between gap-4">
            {href ? (
              <Link href={href} dir="auto" className="min-w-0 truncate after:absolute after:inset-0 hover:underline">
                {name}
              </Link>
            ) : (
              <span className="min-w-0 truncate">{name}</span>
            )}
            <span className="figures shrink-0 font-medium">{value}</span>
          </div>
          <div aria-hidden className="mt-1 h-1.5 overflow-hidden rounded-full bg-sunken">
            <div className="h-full rounded-full" style={{ width: `${share * 100}%`, background: color ?? "var(--color-brand-ink)" }} />
          </div>
        </li>
      ))}
    </ul>
  );
}
