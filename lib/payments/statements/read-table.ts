import { isCurrency } from "#lib/kernel/currency.ts";
import { readDecimal } from "#lib/kernel/decimal.ts";
import { DomainError } from "#lib/kernel/errors.ts";
import { compactIban } from "#lib/kernel/iban.ts";
import { civilDay } from "#lib/kernel/inputs.ts";
import type { Column } from "./column-names.ts";
import type { Layout } from "./layout.ts";
import { amountRead, type ReadLine, type ReadStatement, shortened } from "./line.ts";

/** What stands in a row at a column. */
type Cell = (column: Column) => string;

const LOCALES = { comma: "de", point: "en" };

/**
 * Reads a bank's table by its layout. Rows without a date, as sums have none, are left out.
 * @param currency of what has no column for it
 * @throws `statement_cell` at the first cell that is wrong, or behind the last column (field: its column), with its row as spreadsheets count them, and how many more rows are wrong
 */
export function readTable(rows: string[][], { head, columns, ...layout }: Layout, currency: string): ReadStatement {
  const lines: ReadLine[] = [];
  const wrong: Wrong[] = [];
  const width = usualWidth(rows, head);
  let skipped = 0;
  for (const [index, row] of rows.entries()) {
    const cell: Cell = (column) => (columns[column] === undefined ? "" : (row[columns[column]] ?? "").trim());
    if (index < head || !cell("date")) continue;
    const line = widthOf(row) > width ? { column: "text" as const, value: row.slice(width).join(" ") } : lineOf(cell, layout, currency);
    if (line === null) skipped += 1;
    else if ("amount" in line) lines.push(line);
    else wrong.push({ ...line, row: index + 1 });
  }
  if (wrong.length > 0) throw wrongCell(wrong, rows[head - 1]?.[columns[wrong[0].column] ?? -1]);
  return { lines, skipped };
}

/**
 * How many columns a table has, by its names and by most of its rows. Words of a payer with a separator in them, from a bank that does not quote, would move what stands behind: a sum that
 * they wrote would stand where the amount does.
 */
function usualWidth(rows: string[][], head: number): number {
  const widths = rows
    .slice(head)
    .map(widthOf)
    .sort((one, other) => one - other);
  return Math.max(rows[head - 1]?.length ?? 0, widths[Math.floor(widths.length / 2)] ?? 0);
}

function widthOf(row: string[]): number {
  return row.findLastIndex((cell) => cell.trim()) + 1;
}

type Wrong = { column: Column; row: number; value: string };

function wrongCell([{ column, row, value }, ...more]: Wrong[], name: string | undefined): DomainError {
  const values = { row, column: name?.trim().slice(0, 60) || column, value: value.slice(0, 60), more: more.length };
  return new DomainError("statement_cell", { field: column, values });
}

type Habits = Pick<Layout, "dates" | "decimal">;

/** Null for a row by which no money moved. */
function lineOf(cell: Cell, { dates, decimal }: Habits, ofShop: string): ReadLine | Omit<Wrong, "row"> | null {
  const bookedOn = dayOf(cell("date"), dates);
  if (!bookedOn) return { column: "date", value: cell("date") };
  const currency = cell("currency").toUpperCase() || ofShop;
  if (!isCurrency(currency)) return { column: "currency", value: currency };
  const side = sideOf(cell("side"));
  if (side === null) return { column: "side", value: cell("side") };
  const amounts = (["amount", "credit", "debit"] as const).map((column) => ({ column, value: cell(column) }));
  const told = amounts.filter(({ value }) => value).map((each) => ({ ...each, minor: minorOf(each.value, currency, LOCALES[decimal]) }));
  const unread = told.find(({ minor }) => minor === null);
  if (unread) return { column: unread.column, value: unread.value };
  const [first, ...others] = told.filter(({ minor }) => minor !== 0n);
  if (!first) return null;
  if (others.some(({ column }) => column === "debit")) return { column: "debit", value: cell("debit") };
  const minor = first.column === "debit" || side === "out" ? -abs(first.minor!) : first.minor!;
  return {
    account: compactIban(cell("account")).slice(0, 40),
    reference: cell("reference").slice(0, 200),
    bookedOn,
    amount: { minor, currency },
    payer: shortened(cell("payer")),
    payerAccount: compactIban(cell("payerAccount")).slice(0, 40),
    text: shortened(cell("text")),
    returned: false,
  };
}

/** As ISO 8601 writes it, which is read whatever the order; null for what is no day. */
function dayOf(text: string, order: Layout["dates"]): string | null {
  const iso = /^(\d{4})-(\d{2})-(\d{2})(?!\d)/.exec(text);
  const parts =
    iso ??
    (order === "ymd" ? /^(\d{4})[./-]?(\d{1,2})[./-]?(\d{1,2})(?!\d)/ : /^(\d{1,2})[./-](\d{1,2})[./-](\d{4}|\d{2})(?!\d)/).exec(text);
  if (!parts) return null;
  const [, a, b, c] = parts;
  const [year, month, day] = iso || order === "ymd" ? [a, b, c] : order === "mdy" ? [c, a, b] : [c, b, a];
  const written = `${year.padStart(4, "20")}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  return civilDay.safeParse(written).success ? written : null;
}

/** Which way money went by a word beside its amount; null for a word that nobody knows, for money that went out must never be taken for a payment. */
function sideOf(text: string): "in" | "out" | "" | null {
  if (text === "") return "";
  if (/^(?:s|soll|d|dr|db|dbit|debit|af|out|-)$/i.test(text)) return "out";
  return /^(?:h|haben|c|cr|k|crdt|credit|bij|in|\+)$/i.test(text) ? "in" : null;
}

const LONGEST_AMOUNT = 40;

/** Signs stand before the number or after it, money that went out in brackets or with a word: "(12.00)", "12,00-", "12.00 DR"; null for what is no amount. */
function minorOf(text: string, currency: string, locale: string): bigint | null {
  if (text.length > LONGEST_AMOUNT) return null;
  const bare = text
    .replace(/[\u2212\u2013]/g, "-")
    .replace(/\p{Sc}/gu, "")
    .replace(/\p{Cf}/gu, "")
    .replace(/\s+/g, " ")
    .replace(/(?<![\d٠-٩]) | (?![\d٠-٩])/g, ""); // between digits it may part thousands
  const [, open, sign, number, behind, closed] =
    /^(\()?(?:[A-Z]{3})?([+-]?)(?:[A-Z]{3})?([\d.,'’ ٠-٩٫٬]+)([+-]|[A-Za-z]{0,6})(\))?$/.exec(bare) ?? [];
  if (number === undefined || Boolean(open) !== Boolean(closed) || (sign && /[+-]/.test(behind))) return null;
  const side = behind && behind.toUpperCase() !== currency ? sideOf(behind) : "";
  const decimal = readDecimal(number, locale);
  if (side === null || decimal === null) return null;
  const amount = amountRead(decimal, currency);
  if (!amount) return null;
  return open || sign === "-" || behind === "-" || side === "out" ? -amount.minor : amount.minor;
}

function abs(minor: bigint): bigint {
  return minor < 0n ? -minor : minor;
}
