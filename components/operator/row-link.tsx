import Link from "next/link";
import type { ReactNode } from "react";

/** The link of a table row (Tr): the whole row is clickable, and the list keeps its place. */
export function RowLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Link href={href} data-row="" scroll={false} prefetch={false} className="font-medium after:absolute after:inset-0 hover:underline">
      {children}
    </Link>
  );
}
