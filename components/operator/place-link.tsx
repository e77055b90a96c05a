import Link from "next/link";
import type { ReactNode } from "react";

type Props = { href: string; closed: string[]; title?: string; className?: string; children: ReactNode };

/** Leads to a page of the dashboard; for who may not open it (`closed`) there is what it says, and no link. */
export function PlaceLink({ href, closed, title, className, children }: Props) {
  if (isClosed(href, closed))
    return (
      <span title={title} className={className}>
        {children}
      </span>
    );
  return (
    <Link href={href} title={title} className={className}>
      {children}
    </Link>
  );
}

export function isClosed(href: string, closed: string[]): boolean {
  return closed.some((place) => href.startsWith(place));
}
