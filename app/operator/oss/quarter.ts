import { z } from "zod";
import type { Quarter } from "#lib/reports/oss.ts";

const shape = z.string().regex(/^20[0-9]{2}-Q[1-4]$/);

/** The quarter that an address names, `2026-Q4`; without one the last that is over, whose return is due. */
export function quarterIn(asked: unknown, today: Temporal.PlainDate): Quarter {
  const read = shape.safeParse(asked);
  if (read.success) return { year: Number(read.data.slice(0, 4)), quarter: Number(read.data.slice(6)) };
  return quarterOf(today.subtract({ months: 3 }));
}

export function quarterOf({ year, month }: Temporal.PlainDate): Quarter {
  return { year, quarter: Math.ceil(month / 3) };
}

export function nameOf({ year, quarter }: Quarter): string {
  return `${year}-Q${quarter}`;
}
