import type { Money } from "#lib/kernel/money.ts";

/** What stands in a cell of a file: words, a number, an instant, an amount, or nothing. */
export type Cell = string | number | Date | Money | null;

/** How a file is written: its columns by name, those of instants end in `at`; and whose days they are. */
export type Sheet = { columns: string[]; timeZone: string };
