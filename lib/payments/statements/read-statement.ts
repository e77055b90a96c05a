import { DomainError } from "#lib/kernel/errors.ts";
import { readCamt } from "./camt.ts";
import { type Layout, SEPARATORS } from "./layout.ts";
import type { ReadStatement } from "./line.ts";
import { readCsv } from "./read-csv.ts";

/** Twenty thousand lines of CAMT are as much; it comes in pieces (`keepPiece`), for a request may bring less. */
export const MOST_BYTES = 20_000_000;
const MOST_LINES = 20_000;
/** What reads a file makes an object of each tag, cell and row: a file of nothing else would take all memory, and minutes. */
const MOST_PARTS = 1_000_000;
const MOST_ROWS = 200_000;

/**
 * Reads a bank's statement, CAMT.053 or CSV, whichever it is.
 * @param currency of a table that names none
 * @param layout of a table whose columns a person has named
 * @throws `statement_too_large`, `statement_unreadable`, `statement_other`, `statement_doctype`, `statement_columns`, `statement_empty`, all at field `file`;
 * `statement_cell` at a column
 */
export function readStatement(bytes: Uint8Array, currency: string, layout?: Layout): ReadStatement {
  const text = textOf(bytes);
  const read = isXml(text) ? readCamt(text) : readCsv(text, currency, layout);
  if (read.lines.length > MOST_LINES) throw new DomainError("statement_too_large", { field: "file" });
  if (read.lines.length + read.skipped === 0) throw new DomainError("statement_empty", { field: "file" });
  return read;
}

export function isXml(text: string): boolean {
  return text.trimStart().startsWith("<");
}

/** What a file says: UTF-8, UTF-16, or what Windows had before them. @throws `statement_too_large`, `statement_unreadable` */
export function textOf(bytes: Uint8Array): string {
  if (bytes.length > MOST_BYTES) throw new DomainError("statement_too_large", { field: "file" });
  const text = decoded(bytes).replace(/^\ufeff/, "");
  // A picture, an archive, a spreadsheet's own file.
  if (text.includes("\0")) throw new DomainError("statement_unreadable", { field: "file" });
  if (isXml(text) ? occursMore(text, "<", MOST_PARTS) : hasTooManyCells(text))
    throw new DomainError("statement_too_large", { field: "file" });
  return text;
}

function hasTooManyCells(text: string): boolean {
  const separators = Object.values(SEPARATORS);
  return ["\n", "\r"].some((end) => occursMore(text, end, MOST_ROWS)) || separators.some((each) => occursMore(text, each, MOST_PARTS));
}

function occursMore(text: string, part: string, most: number): boolean {
  let found = 0;
  for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + 1)) if (++found > most) return true;
  return false;
}

function decoded(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first && second === 0)) return new TextDecoder("utf-16le").decode(bytes);
  if ((first === 0xfe && second === 0xff) || (first === 0 && second)) return new TextDecoder("utf-16be").decode(bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}
