import Link from "next/link";
import type { ReactNode } from "react";

export type BarItem = { key: string; label: ReactNode; value: ReactNode; share: number; href?: string; color?: string };

/** A ranking: each row a bar as long as its share (0 to 1) of the longest. It is a list, so that everybody can read it. */
export function BarList({ items, label }: { items: BarItem[]; label: string }) {
  return (
    <ul aria-label={label} className="grid grid-cols-[minmax(0,1fr)] gap-1 text-sm">
      {items.map(({ key, label: name, value, share, href, color }) => (
        <li key={key} className="relative isolate flex min-h-8 items-center justify-between gap-4 rounded-lg px-2.5 hover:bg-sunken/60">
          <span
            aria-hidden
            className="absolute inset-y-0 start-0 -z-10 rounded-lg opacity-18"
            style={{ width: `${Math.max(share * 100, 1)}%`, background: color ?? "var(--color-brand-ink)" }}
          />
          {href ? (
            <Link href={href} dir="auto" className="min-w-0 truncate after:absolute after:inset-0 hover:underline">
              {name}
            </Link>
          ) : (
            <span className="min-w-0 truncate">{name}</span>
          )}
          <span className="figures shrink-0 font-medium">{value}</span>
        </li>
      ))}
    </ul>
  );
}
