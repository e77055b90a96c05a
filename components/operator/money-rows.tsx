import Link from "next/link";
import type { ReactNode } from "react";
import { DateTime } from "#components/ui/date-time.tsx";
import { Money } from "#components/ui/money.tsx";
import type { Money as Amount } from "#lib/kernel/money.ts";

export type MoneyRow = { id: string; href: string; label: string; at: Date; amount: Amount | null; negative?: boolean; badge: ReactNode };

/** Invoices or transactions in few words, each a link to its details. */
export function MoneyRows({ rows, empty }: { rows: MoneyRow[]; empty: string }) {
  if (rows.length === 0) return <p className="text-sm text-muted">{empty}</p>;
  return (
    <ul className="-mx-2 grid grid-cols-[minmax(0,1fr)] gap-0.5 text-sm">
      {rows.map((row) => (
        <li key={row.id} className="relative flex min-h-9 items-center gap-3 rounded-lg px-2 hover:bg-sunken">
          <span className="grid min-w-0 flex-1 items-baseline py-1 sm:grid-cols-[8rem_1fr] sm:gap-3">
            <Link href={row.href} prefetch={false} className="figures font-medium whitespace-nowrap after:absolute after:inset-0">
              <bdi>{row.label}</bdi>
            </Link>
            <DateTime value={row.at} dateOnly className="truncate text-muted max-sm:text-xs" />
          </span>
          <span className="figures whitespace-nowrap">
            {row.amount && <Money value={row.negative ? { ...row.amount, minor: -row.amount.minor } : row.amount} />}
          </span>
          {row.badge}
        </li>
      ))}
    </ul>
  );
}
