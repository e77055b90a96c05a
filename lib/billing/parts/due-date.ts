import type { Customer } from "#lib/db/generated/client.ts";

const DAY_MS = 86_400_000;

/** When an invoice that is issued at `at` is to be paid: at once, or within the payer's terms, but no later than what it bills has ended (`end`). */
export function dueDate({ termDays }: Pick<Customer, "termDays">, at: Date, end: Date | null): Date {
  if (termDays === null) return at;
  const due = new Date(at.getTime() + termDays * DAY_MS);
  return end && end < due ? new Date(Math.max(end.getTime(), at.getTime())) : due;
}
